import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { LibraryRecording } from '#contracts/library';
import { subjectOfRecording } from '../export/clip-subject';
import { openClip } from '../export/start-clip';
import { useViewer } from '../ui/viewer-context';
import { downloadPath } from './describe-recording';

/** What this viewer may do, as the library's state says. */
export interface RecordingRights {
  readonly mayChange: boolean;
  readonly canShow: boolean;
}

interface Props extends RecordingRights {
  readonly recording: LibraryRecording;
  readonly onRename: () => void;
}

/** What can be done with one recording: by whom may, where it can be done. */
export function RecordingMenu({ recording, mayChange, canShow, onRename }: Props) {
  const { viewer, inElectron } = useViewer();
  const { id, name, pinned, state, file } = recording;
  const isOpen = state === 'recording';
  // A link of Electron's has no gateway to fetch a file from; its person has the folder.
  const canDownload = !inElectron && !isOpen;
  const isOwn = recording.isOutside !== true;
  return (
    <MenuTrigger>
      <Button className="button library-menu" aria-label={`Actions for ${name}`}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M3 8h.01M8 8h.01M13 8h.01" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
        </svg>
      </Button>
      <Popover className="popover" placement="bottom end" offset={4} containerPadding={4}>
        <Menu className="menu" aria-label={`Actions for ${name}`}>
          <MenuItem className="menu-item" onAction={() => viewer.played.play(id)}>
            Play
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => viewer.played.play(id, true)}>
            Play beside what is played
          </MenuItem>
          {mayChange && isOwn && (
            <MenuItem className="menu-item" onAction={onRename}>
              Rename…
            </MenuItem>
          )}
          {mayChange && isOwn && (
            <MenuItem
              className="menu-item"
              onAction={() => viewer.station.library({ ask: 'pin', id, pinned: !pinned })}
              textValue={pinned ? 'Unpin' : 'Pin'}
            >
              {pinned ? 'Unpin: the quota may delete it' : 'Pin: the quota never deletes it'}
            </MenuItem>
          )}
          {!isOpen && (
            <MenuItem className="menu-item" onAction={() => openClip(viewer, subjectOfRecording(recording))}>
              Clip…
            </MenuItem>
          )}
          {canDownload && (
            <MenuItem className="menu-item" href={downloadPath(id)} download={file}>
              Download
            </MenuItem>
          )}
          {canShow && (
            <MenuItem className="menu-item" onAction={() => viewer.station.library({ ask: 'show', id })}>
              Show in folder
            </MenuItem>
          )}
          {mayChange && isOwn && !isOpen && (
            <MenuItem className="menu-item" onAction={() => viewer.station.library({ ask: 'delete', id })}>
              Delete
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
