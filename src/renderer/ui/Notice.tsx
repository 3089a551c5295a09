import { Button } from 'react-aria-components';
import { useViewer, useViewerState } from './viewer-context';

/** What the station could not do, until somebody has read it. */
export function Notice() {
  const { viewer } = useViewer();
  const notice = useViewerState((state) => state.notice);
  if (!notice) return null;
  return (
    <section className="telemetry-note" data-severity="caution" role="alert">
      <p className="status-message">{notice.message}</p>
      <p className="status-tip">{notice.tip}</p>
      <Button className="button" onPress={() => viewer.store.setState({ notice: undefined })}>
        Dismiss
      </Button>
    </section>
  );
}
