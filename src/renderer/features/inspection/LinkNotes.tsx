import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { behindMsOf } from '../../streams/status/facts';
import { SeverityMark } from '../../ui/SeverityMark';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { inspectionState } from './inspection-state';
import { vehicleNote } from './vehicle-notes';

/** Says that several vehicles are on the link, or that the shown one is silent, until somebody has chosen or read it. */
export function LinkNotes() {
  const t = useTexts();
  const viewer = useViewer();
  const stream = useViewerState((state) => state.stream);
  const isLive = useViewerState((state) => behindMsOf(state) === undefined);
  const read = useFeatureState(inspectionState, (state) => state.read);
  const note = vehicleNote(stream?.heard);
  const about = note && `${stream?.id} ${note.about}`;
  if (!note || !about || !isLive || read === about) return null;
  const dismiss = () => viewer.get(inspectionState).setState({ read: about });
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
