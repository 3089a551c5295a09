import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { WALL_LAYOUTS } from '#core/settings/page-settings';
import { useMouseIdle } from '../../ui/use-mouse-idle';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { chooseLayout } from '../../viewer/wall-actions';

/** How many pictures the wall shows at once. Hides with the viewer's menu when the mouse rests. */
export function LayoutChooser() {
  const t = useTexts();
  const viewer = useViewer();
  const layout = useViewerState(({ wall }) => wall.layout);
  const isHidden = useMouseIdle();
  return (
    <ToggleButtonGroup
      className="wall-layouts"
      data-idle={isHidden}
      aria-label={t('wall.atOnce')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(layout)]}
      onSelectionChange={([key]) => {
        const chosen = WALL_LAYOUTS.find((option) => String(option) === key);
        if (chosen) chooseLayout(viewer, chosen);
      }}
    >
      {WALL_LAYOUTS.map((option) => (
        <ToggleButton className="wall-layout" key={option} id={String(option)}>
          {option === 'all' ? t('wall.all') : option}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
