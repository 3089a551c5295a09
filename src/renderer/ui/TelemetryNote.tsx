import { SeverityMark } from './SeverityMark';
import { useStatus, useTelemetryAdvice } from './use-status';

/** What is the matter with the telemetry while the picture lives; else the picture's own state comes first. */
export function TelemetryNote() {
  const { kind } = useStatus();
  const advice = useTelemetryAdvice();
  if (!advice || kind !== 'live') return null;
  return (
    <section className="message telemetry-note" data-severity={advice.severity}>
      <p className="message-text">
        <SeverityMark severity={advice.severity} />
        {advice.message}
      </p>
      <p className="message-tip">{advice.tip}</p>
    </section>
  );
}
