import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { ACTIONS, type ActionId } from '#contracts/actions';
import { actionLabel } from './KeysCard';
import { useMouseIdle } from './use-mouse-idle';
import { useStatus } from './use-status';
import { useViewer, useViewerState } from './viewer-context';

/** The viewer's menu. Hides when the mouse rests, and is there for whoever tabs to it. */
export function Toolbar() {
  const { run, inElectron } = useViewer();
  const name = useViewerState((state) => state.stream?.name);
  const idle = useMouseIdle();
  const { kind } = useStatus();
  return (
    <nav className="toolbar" data-idle={idle && kind === 'live'} aria-label="Viewer">
      <MenuTrigger>
        <Button className="button toolbar-button" aria-label={name ? `Menu, vehicle ${name}` : 'Menu'}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
          {name ?? 'No vehicle'}
        </Button>
        <Popover className="popover" placement="bottom">
          <Menu className="menu" onAction={(key) => run(key as ActionId)}>
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
