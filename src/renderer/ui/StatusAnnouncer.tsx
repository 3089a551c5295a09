import { SEVERITY_WORDS } from './SeverityMark';
import { useStatus, useTelemetryAdvice } from './use-status';

/** The states for those who listen: told when one changes, never because an age ticks. */
export function StatusAnnouncer() {
  const status = useStatus();
  const telemetry = useTelemetryAdvice();
  const words = status.kind === 'live' ? 'Live.' : `${SEVERITY_WORDS[status.severity]}${status.message} ${status.tip}`;
  return (
    <output className="visually-hidden" aria-live="polite">
      {words} {telemetry?.message}
    </output>
  );
}
