import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { StreamInfo } from '#contracts/link';
import { useViewer } from '../ui/viewer-context';
import { RemoveDialog, RenameDialog } from './TileDialogs';
import { enlarge } from './wall-actions';

interface Props {
  readonly stream: StreamInfo;
  readonly isChosen: boolean;
}

/** What can be done with a tile's stream. The station renames and removes only what it fetches itself. */
export function TileMenu({ stream, isChosen }: Props) {
  const { viewer } = useViewer();
  const [dialog, setDialog] = useState<'rename' | 'remove'>();
  const isFetched = stream.source !== undefined;
  const close = () => setDialog(undefined);
  return (
    <>
      <MenuTrigger>
        <Button className="tile-menu" aria-label={`Menu of ${stream.name}`} excludeFromTabOrder={!isChosen}>
          <svg viewBox="0 0 16 4" width="14" height="4" aria-hidden="true">
            <path d="M2 2h.01M8 2h.01M14 2h.01" stroke="currentColor" strokeWidth="3.4" strokeLinecap="round" />
          </svg>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4} containerPadding={4}>
          <Menu
            className="menu"
            aria-label={stream.name}
            onAction={(key) => {
              if (key === 'enlarge') enlarge(viewer, stream.id);
              if (key === 'close') viewer.played.close(stream.id);
              if (key === 'rename' || key === 'remove') setDialog(key);
            }}
          >
            <MenuItem className="menu-item" id="enlarge">
              Enlarge
            </MenuItem>
            {stream.playback && (
              <MenuItem className="menu-item" id="close">
                Close
              </MenuItem>
            )}
            {isFetched && (
              <MenuItem className="menu-item" id="rename">
                Rename…
              </MenuItem>
            )}
            {isFetched && (
              <MenuItem className="menu-item" id="remove">
                Remove…
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {dialog === 'rename' && (
        <RenameDialog name={stream.name} onClose={close} onRename={(name) => viewer.station.rename(stream.id, name)} />
      )}
      {dialog === 'remove' && (
        <RemoveDialog name={stream.name} onClose={close} onRemove={() => viewer.station.remove(stream.id)} />
      )}
    </>
  );
}
