import { Button } from 'react-aria-components';
import { createPortal } from 'react-dom';
import { SeverityMark } from '../../ui/SeverityMark';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { approvalsState } from './approvals-state';
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
  const t = useTexts();
  const viewer = useViewer();
  const first = useFeatureState(approvalsState, ({ pending }) => pending[0]);
  const others = useFeatureState(approvalsState, ({ pending }) => pending.length - 1);
  if (!first) return null;
  const { id, name, address } = first;
  return (
    <section className="message" data-severity="caution" role="alert" aria-label={t('approval.title')}>
      <p className="message-text">
        <SeverityMark severity="caution" />
        {t('approval.ask', { name, address })}
      </p>
      <p className="message-tip">
        {t('approval.about')}
        {others > 0 && ` ${t('approval.more', { others })}`}
      </p>
      <div className="status-actions">
        <Button className="button" onPress={() => viewer.send({ type: 'answer', id, allow: false })}>
          {t('approval.refuse')}
        </Button>
        <Button className="button button-primary" onPress={() => viewer.send({ type: 'answer', id, allow: true })}>
          {t('approval.allow')}
        </Button>
      </div>
    </section>
  );
}
