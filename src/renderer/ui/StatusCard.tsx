import { formatAge } from '#core/telemetry/format';
import { SeverityMark } from './SeverityMark';
import { StatusActions } from './StatusActions';
import { useStatus } from './use-status';
import { useViewerState } from './viewer-context';

/** The state of the picture: a card where there is none, a banner over one that is no longer live. */
export function StatusCard({ isBanner }: { readonly isBanner: boolean }) {
  const status = useStatus();
  const isRetrying = useViewerState(({ link, video }) =>
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
          {isRetrying ? 'Trying again by itself' : 'Please wait'}
        </p>
      )}
      {(!isBanner || status.kind === 'disconnected') && <StatusActions kind={status.kind} />}
    </section>
  );
}

function StaleAge() {
  const age = useViewerState(({ readings }) => formatAge(readings.pictureAgeMs ?? 0));
  return (
    <p className="stale-age">
      <SeverityMark severity="warning" />
      STALE · {age}
    </p>
  );
}
