import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useMouseIdle } from '../ui/use-mouse-idle';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { WALL_LAYOUTS } from './layout';
import { chooseLayout } from './wall-actions';

/** How many pictures the wall shows at once. Hides with the viewer's menu when the mouse rests. */
export function LayoutChooser() {
  const { viewer } = useViewer();
  const layout = useViewerState(({ wall }) => wall.layout);
  const isHidden = useMouseIdle();
  return (
    <ToggleButtonGroup
      className="wall-layouts"
      data-idle={isHidden}
      aria-label="Pictures at once"
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
          {option === 'all' ? 'All' : option}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
