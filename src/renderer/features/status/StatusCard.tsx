import { ageText, shownAge } from '#core/telemetry/format';
import { SeverityMark } from '../../ui/SeverityMark';
import { useTexts } from '../../ui/use-texts';
import { useStatus } from '../../viewer/use-status';
import { useViewerState } from '../../viewer/viewer-context';
import { StatusActions } from './StatusActions';

/** The state of the picture: a card where there is none, a banner over one that is no longer live. */
export function StatusCard({ isBanner }: { readonly isBanner: boolean }) {
  const t = useTexts();
  const status = useStatus();
  const isRetrying = useViewerState(({ link, links: { video } }) =>
    link === 'open'
      ? video?.state === 'failed' || (video?.state === 'connecting' && !!video.failure)
      : link === 'closed',
  );
  if (status.kind === 'live') return null;
  const isStale = status.kind === 'stale';
  const isBusy = status.kind === 'connecting' || isRetrying;
  return (
    <section
      className={`message status ${isBanner ? 'status-banner' : 'status-card'}`}
      data-severity={status.severity}
      data-status={status.kind}
    >
      {isStale && <StaleAge />}
      <p className="message-text">
        {!isStale && <SeverityMark severity={status.severity} />}
        {status.message}
      </p>
      {status.tip !== '' && <p className="message-tip">{status.tip}</p>}
      {isBusy && (
        <p className="status-busy">
          <span className="spinner" aria-hidden="true" />
          {t(isRetrying ? 'status.retrying' : 'status.wait')}
        </p>
      )}
      {(!isBanner || status.kind === 'disconnected') && <StatusActions kind={status.kind} />}
    </section>
  );
}

function StaleAge() {
  const t = useTexts();
  const age = useViewerState(({ readings }) => shownAge(readings.pictureAgeMs ?? 0));
  return (
    <p className="stale-age">
      <SeverityMark severity="warning" />
      {t('status.age.stale', { age: ageText(age) })}
    </p>
  );
}
