import { Button } from 'react-aria-components';
import { SeverityMark } from '../ui/SeverityMark';
import { useTexts } from '../ui/use-texts';
import { useViewer, useViewerState } from './viewer-context';

/** What the station could not do, until somebody has read it. */
export function Notice() {
  const t = useTexts();
  const viewer = useViewer();
  const notice = useViewerState((state) => state.notice);
  if (!notice) return null;
  return (
    <section className="message" data-severity="caution" role="alert">
      <p className="message-text">
        <SeverityMark severity="caution" />
        {t(notice.message)}
      </p>
      <p className="message-tip">{t(notice.tip)}</p>
      <div className="status-actions">
        <Button className="button" onPress={() => viewer.store.setState({ notice: undefined })}>
          {t('dialog.dismiss')}
        </Button>
      </div>
    </section>
  );
}
