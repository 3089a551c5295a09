import { useEffect } from 'react';
import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { useMouseIdle } from '../ui/use-mouse-idle';
import { useTexts } from '../ui/use-texts';
import { actionLabel } from '../viewer/actions';
import { useStatus } from '../viewer/use-status';
import { useViewer, useViewerState } from '../viewer/viewer-context';

interface Props {
  /** Its middle. */
  readonly x: number;
  /** Room for its icon alone. */
  readonly isTight: boolean;
}

/**
 * The viewer's menu. Over a live picture it hides when the mouse rests, and the pointer with it; it comes with Tab
 * and leaves again with Escape.
 */
export function Toolbar({ x, isTight }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const name = useViewerState((state) => state.stream?.name);
  const { kind } = useStatus();
  const isHidden = useMouseIdle() && kind === 'live';
  useEffect(() => {
    document.body.dataset.idle = String(isHidden);
  }, [isHidden]);
  return (
    <nav className="toolbar" data-idle={isHidden} aria-label={t('page.viewer')} style={{ left: x }}>
      <MenuTrigger>
        <Button
          className="button toolbar-button"
          aria-label={t('page.menu', { vehicle: name ?? t('page.noVehicle') })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
            // The page's own keys mean the same here as everywhere.
            event.continuePropagation();
          }}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
          {!isTight && <span className="toolbar-name">{name ?? t('page.noVehicle')}</span>}
        </Button>
        <Popover className="popover" placement="bottom" offset={4} containerPadding={4}>
          <Menu className="menu" aria-label={t('page.viewer')} onAction={(key) => viewer.run(String(key))}>
            {Object.entries(viewer.actions).map(([id, { key }]) => (
              <MenuItem className="menu-item" key={id} id={id} textValue={t(actionLabel(viewer, id))}>
                <Text slot="label">{t(actionLabel(viewer, id))}</Text>
                <Keyboard>{key}</Keyboard>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </nav>
  );
}
