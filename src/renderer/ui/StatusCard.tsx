import type { Severity } from '../status/status';
import { formatAge } from './format-age';
import { useStatus, useTelemetryAdvice } from './use-status';
import { useViewerState } from './viewer-context';

const GLYPHS: Readonly<Record<Severity, string>> = { normal: '', caution: '▲', warning: '◆' };
const WORDS: Readonly<Record<Severity, string>> = { normal: '', caution: 'Caution: ', warning: 'Warning: ' };

/** What the viewer has to say: a card in the middle while there is no picture, a banner over one that is stale. */
export function StatusCard() {
  const status = useStatus();
  if (status.kind === 'live' || status.kind === 'noVehicle') return null;
  const stale = status.kind === 'stale';
  return (
    <section
      className={stale ? 'status status-banner' : 'status status-card'}
      data-severity={status.severity}
      data-status={status.kind}
    >
      {status.kind === 'connecting' && <span className="spinner" aria-hidden="true" />}
      <p className="status-message">
        <Mark severity={status.severity} />
        {stale && <StaleAge />}
        {status.message}
      </p>
      {status.tip !== '' && <p className="status-tip">{status.tip}</p>}
    </section>
  );
}

function Mark({ severity }: { readonly severity: Severity }) {
  if (severity === 'normal') return null;
  return (
    <>
      <span className="glyph" aria-hidden="true">
        {GLYPHS[severity]}
      </span>
      <span className="visually-hidden">{WORDS[severity]}</span>
    </>
  );
}

function StaleAge() {
  const age = useViewerState(({ readings }) => formatAge(readings.pictureAgeMs ?? 0));
  return <strong className="stale-age">STALE {age} </strong>;
}

/** One line about telemetry that does not come while the picture lives. */
export function TelemetryNote() {
  const advice = useTelemetryAdvice();
  if (!advice) return null;
  return (
    <section className="telemetry-note" data-severity={advice.severity}>
      <p className="status-message">
        <Mark severity={advice.severity} />
        {advice.message}
      </p>
      <p className="status-tip">{advice.tip}</p>
    </section>
  );
}

/** The same for those who listen: told when the state changes, never because an age ticks. */
export function StatusAnnouncer() {
  const status = useStatus();
  const telemetry = useTelemetryAdvice();
  const words = status.kind === 'live' ? 'Live.' : `${WORDS[status.severity]}${status.message} ${status.tip}`;
  return (
    <output className="visually-hidden" aria-live="polite">
      {words} {telemetry?.message}
    </output>
  );
}
