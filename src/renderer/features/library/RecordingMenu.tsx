import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { LibraryRecording } from '#contracts/library';
import { subjectOfRecording } from '../../shared/clips/clip-subject';
import { openClip } from '../../shared/clips/open-clip';
import { useTexts } from '../../ui/use-texts';
import { playedRecordings } from '../../viewer/played-recordings';
import { useService, useViewer } from '../../viewer/viewer-context';
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
  const t = useTexts();
  const viewer = useViewer();
  const played = useService(playedRecordings);
  const inElectron = viewer.bridge !== undefined;
  const { id, name, pinned, state, file } = recording;
  const isOpen = state === 'recording';
  // A link of Electron's has no gateway to fetch a file from; its person has the folder.
  const canDownload = !inElectron && !isOpen;
  const isOwn = recording.isOutside !== true;
  return (
    <MenuTrigger>
      <Button className="button library-menu" aria-label={t('library.actionsFor', { name })}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M3 8h.01M8 8h.01M13 8h.01" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
        </svg>
      </Button>
      <Popover className="popover" placement="bottom end" offset={4} containerPadding={4}>
        <Menu className="menu" aria-label={t('library.actionsFor', { name })}>
          <MenuItem className="menu-item" onAction={() => played.play(id)}>
            {t('dialog.play')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => played.play(id, true)}>
            {t('library.playBeside')}
          </MenuItem>
          {mayChange && isOwn && (
            <MenuItem className="menu-item" onAction={onRename}>
              {t('dialog.rename…')}
            </MenuItem>
          )}
          {mayChange && isOwn && (
            <MenuItem
              className="menu-item"
              onAction={() => viewer.send({ type: 'library', about: { ask: 'pin', id, pinned: !pinned } })}
              textValue={pinned ? t('library.unpin') : t('library.pin')}
            >
              {pinned ? t('library.unpin.long') : t('library.pin.long')}
            </MenuItem>
          )}
          {!isOpen && (
            <MenuItem className="menu-item" onAction={() => openClip(viewer, subjectOfRecording(recording))}>
              {t('dialog.clip…')}
            </MenuItem>
          )}
          {canDownload && (
            <MenuItem className="menu-item" href={downloadPath(id)} download={file}>
              {t('dialog.download')}
            </MenuItem>
          )}
          {canShow && (
            <MenuItem
              className="menu-item"
              onAction={() => viewer.send({ type: 'library', about: { ask: 'show', id } })}
            >
              {t('dialog.showInFolder')}
            </MenuItem>
          )}
          {mayChange && isOwn && !isOpen && (
            <MenuItem
              className="menu-item"
              onAction={() => viewer.send({ type: 'library', about: { ask: 'delete', id } })}
            >
              {t('library.delete')}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
