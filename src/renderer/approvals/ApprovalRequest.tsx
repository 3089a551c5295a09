import { Button } from 'react-aria-components';
import { createPortal } from 'react-dom';
import { SeverityMark } from '../ui/SeverityMark';
import { useViewer, useViewerState } from '../ui/viewer-context';
import './approval.css';

/**
 * Asks whether to let in who waits longest. It takes no focus: a pilot's keys stay the pilot's. It lies above open dialogs,
 * which it neither closes nor waits for: so it stands beside the page, which a dialog makes inert, and by its attribute React
 * Aria knows that it is none of what the dialog covers.
 */
export function ApprovalRequest() {
  return createPortal(
    <div className="approval" data-react-aria-top-layer="true">
      <First />
    </div>,
    document.body,
  );
}

function First() {
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
        <Button className="button" onPress={() => viewer.station.answer(id, false)}>
          Refuse
        </Button>
        <Button className="button button-primary" onPress={() => viewer.station.answer(id, true)}>
          Allow
        </Button>
      </div>
    </section>
  );
}
