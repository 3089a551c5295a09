import { Button } from 'react-aria-components';
import { SeverityMark } from './SeverityMark';
import { useViewer, useViewerState } from './viewer-context';

/** What the station could not do, until somebody has read it. */
export function Notice() {
  const { viewer } = useViewer();
  const notice = useViewerState((state) => state.notice);
  if (!notice) return null;
  return (
    <section className="message" data-severity="caution" role="alert">
      <p className="message-text">
        <SeverityMark severity="caution" />
        {notice.message}
      </p>
      <p className="message-tip">{notice.tip}</p>
      <div className="status-actions">
        <Button className="button" onPress={() => viewer.store.setState({ notice: undefined })}>
          Dismiss
        </Button>
      </div>
    </section>
  );
}
