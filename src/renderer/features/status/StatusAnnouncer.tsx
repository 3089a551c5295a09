import type { Severity } from '../../ui/status';
import { useTexts } from '../../ui/use-texts';
import { useLinkAlert, useStatus } from '../../viewer/use-status';

/** The states for those who listen: told when one changes, never because an age ticks. */
export function StatusAnnouncer() {
  const t = useTexts();
  const status = useStatus();
  const telemetry = useLinkAlert();
  const severity = (of: Severity) => (of === 'normal' ? '' : t(`severity.${of}`));
  const words =
    status.kind === 'live' ? status.message : `${severity(status.severity)} ${status.message} ${status.tip}`;
  return (
    <output className="visually-hidden" aria-live="polite">
      {words} {telemetry?.message}
    </output>
  );
}
