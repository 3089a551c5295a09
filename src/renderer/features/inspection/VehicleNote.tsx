import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { SeverityMark } from '../../ui/SeverityMark';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { useRead } from './use-read';
import { vehicleNote } from './vehicle-notes';

/** Says that several vehicles are on the link, or that the shown one is silent, until somebody has chosen or read it. */
export function VehicleNote() {
  const t = useTexts();
  const viewer = useViewer();
  const heard = useViewerState(({ stream }) => stream?.heard);
  const note = vehicleNote(heard);
  const [isRead, dismiss] = useRead(note?.about);
  if (!note || isRead) return null;
  return (
    <section className="message" data-severity={note.severity} role="status">
      <p className="message-text">
        <SeverityMark severity={note.severity} />
        {t(note.message)}
      </p>
      <p className="message-tip">{t(note.tip)}</p>
      <div className="status-actions">
        <Button className="button" onPress={dismiss}>
          {t('dialog.dismiss')}
        </Button>
        {note.canChoose && (
          <Button className="button button-primary" onPress={() => viewer.openPanel('inspection')}>
            {t('heard.choose')}
            <span className="key" aria-hidden="true">
              {ACTIONS.inspectLink.key}
            </span>
          </Button>
        )}
      </div>
    </section>
  );
}
