import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { StreamInfo } from '#contracts/link';
import { ColoursDialog } from '../../ui/ColoursDialog';
import { RemoveDialog, RenameDialog } from '../../ui/StreamDialogs';
import { useTexts } from '../../ui/use-texts';
import { playedRecordings } from '../../viewer/played-recordings';
import { useViewer } from '../../viewer/viewer-context';
import { enlarge } from '../../viewer/wall-actions';

interface Props {
  readonly stream: StreamInfo;
  readonly isChosen: boolean;
}

/** What can be done with a tile's stream. The station renames and removes only what it fetches itself. */
export function TileMenu({ stream, isChosen }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const [dialog, setDialog] = useState<'colours' | 'rename' | 'remove'>();
  const isFetched = stream.source !== undefined;
  const close = () => setDialog(undefined);
  return (
    <>
      <MenuTrigger>
        <Button
          className="tile-menu"
          aria-label={t('wall.menuOf', { name: stream.name })}
          excludeFromTabOrder={!isChosen}
        >
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
              if (key === 'close') viewer.get(playedRecordings).close(stream.id);
              if (key === 'colours' || key === 'rename' || key === 'remove') setDialog(key);
            }}
          >
            <MenuItem className="menu-item" id="enlarge">
              {t('wall.enlarge')}
            </MenuItem>
            {stream.playback && (
              <MenuItem className="menu-item" id="close">
                {t('dialog.close')}
              </MenuItem>
            )}
            {!stream.playback && stream.kind !== 'jpeg' && (
              <MenuItem className="menu-item" id="colours">
                {t('colours.open')}
              </MenuItem>
            )}
            {isFetched && (
              <MenuItem className="menu-item" id="rename">
                {t('dialog.rename…')}
              </MenuItem>
            )}
            {isFetched && (
              <MenuItem className="menu-item" id="remove">
                {t('dialog.remove…')}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {dialog === 'colours' && (
        <ColoursDialog
          name={stream.name}
          colours={stream.colours ?? {}}
          onClose={close}
          onCorrect={(colours) => viewer.send({ type: 'colours', stream: stream.id, colours })}
        />
      )}
      {dialog === 'rename' && (
        <RenameDialog
          name={stream.name}
          onClose={close}
          onRename={(name) => viewer.send({ type: 'rename', stream: stream.id, name })}
        />
      )}
      {dialog === 'remove' && (
        <RemoveDialog
          name={stream.name}
          onClose={close}
          onRemove={() => viewer.send({ type: 'remove', stream: stream.id })}
        />
      )}
    </>
  );
}
