import { useEffect } from 'react';
import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { ACTIONS, type ActionId } from '#contracts/actions';
import { actionLabel } from './KeysCard';
import { useMouseIdle } from './use-mouse-idle';
import { useStatus } from './use-status';
import { useViewer, useViewerState } from './viewer-context';

interface Props {
  /** Its middle. */
  readonly x: number;
  /** Room for its icon alone. */
  readonly isTight: boolean;
}

/**
 * The viewer's menu. Over a live picture it hides when the mouse rests, and the pointer with it; it is there for whoever
 * tabs to it, and leaves again with Escape.
 */
export function Toolbar({ x, isTight }: Props) {
  const { run, inElectron } = useViewer();
  const name = useViewerState((state) => state.stream?.name);
  const { kind } = useStatus();
  const isHidden = useMouseIdle() && kind === 'live';
  useEffect(() => {
    document.body.dataset.idle = String(isHidden);
  }, [isHidden]);
  return (
    <nav className="toolbar" data-idle={isHidden} aria-label="Viewer" style={{ left: x }}>
      <MenuTrigger>
        <Button
          className="button toolbar-button"
          aria-label={`Menu, ${name ?? 'No vehicle'}`}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
            // The page's own keys mean the same here as everywhere.
            event.continuePropagation();
          }}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
          {!isTight && <span className="toolbar-name">{name ?? 'No vehicle'}</span>}
        </Button>
        <Popover className="popover" placement="bottom" offset={4} containerPadding={4}>
          <Menu className="menu" aria-label="Viewer" onAction={(key) => run(key as ActionId)}>
            {(Object.keys(ACTIONS) as ActionId[]).map((id) => (
              <MenuItem className="menu-item" key={id} id={id} textValue={actionLabel(id, inElectron)}>
                <Text slot="label">{actionLabel(id, inElectron)}</Text>
                <Keyboard>{ACTIONS[id].key}</Keyboard>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </nav>
  );
}
