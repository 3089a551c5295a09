import { Button } from 'react-aria-components';
import { SeverityMark } from '../ui/SeverityMark';
import { useViewer, useViewerState } from '../ui/viewer-context';

/** Asks whether to let in who waits longest. It takes no focus: a pilot's keys stay the pilot's. */
export function ApprovalRequest() {
  const { viewer } = useViewer();
  const first = useViewerState(({ pending }) => pending[0]);
  const others = useViewerState(({ pending }) => pending.length - 1);
  if (!first) return null;
  const { id, name, address } = first;
  return (
    <section className="message" data-severity="caution" role="alert" aria-label="A phone asks to be let in">
      <p className="message-text">
        <SeverityMark severity="caution" />
        Allow the phone “{name}” at {address} to send pictures?
      </p>
      <p className="message-tip">
        Everybody who watches will see them.
        {others > 0 && ` ${others} more ${others === 1 ? 'waits' : 'wait'}.`}
      </p>
      <div className="status-actions">
        <Button className="button" onPress={() => viewer.answer(id, false)}>
          Refuse
        </Button>
        <Button className="button button-primary" onPress={() => viewer.answer(id, true)}>
          Allow
        </Button>
      </div>
    </section>
  );
}
