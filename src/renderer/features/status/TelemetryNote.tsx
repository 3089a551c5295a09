import { SeverityMark } from '../../ui/SeverityMark';
import { useLinkAlert, useStatus, useStrainAlert } from '../../viewer/use-status';

/** What is the matter while the picture lives, or there is none to come: with the picture, else with the other links. */
export function TelemetryNote() {
  const { kind } = useStatus();
  const telemetry = useLinkAlert();
  const strain = useStrainAlert();
  const advice = strain ?? telemetry;
  if (!advice || (kind !== 'live' && kind !== 'noVideo')) return null;
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
