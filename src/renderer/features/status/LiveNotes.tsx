import { SeverityMark } from '../../ui/SeverityMark';
import { useLinkAlert, useStatus, useStrainAlert } from '../../viewer/use-status';

/**
 * What is the matter while the picture lives, or there is none to come: with the other links, and with the picture. Neither hides
 * the other: on a machine that cannot keep up somebody must know, too, that the telemetry stands still.
 */
export function LiveNotes() {
  const { kind } = useStatus();
  const alerts = { links: useLinkAlert(), picture: useStrainAlert() };
  if (kind !== 'live' && kind !== 'noVideo') return null;
  return Object.entries(alerts).map(
    ([of, alert]) =>
      alert && (
        <section key={of} className="message telemetry-note" data-severity={alert.severity}>
          <p className="message-text">
            <SeverityMark severity={alert.severity} />
            {alert.message}
          </p>
          <p className="message-tip">{alert.tip}</p>
        </section>
      ),
  );
}
