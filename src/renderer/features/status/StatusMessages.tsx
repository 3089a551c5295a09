import { useViewerState } from '../../viewer/viewer-context';
import { StatusCard } from './StatusCard';
import { TelemetryNote } from './TelemetryNote';

/** The state of the picture, and that of the telemetry while the picture lives. */
export function StatusMessages() {
  const isHeld = useViewerState(({ readings }) => readings.pictureAgeMs !== undefined);
  return (
    <>
      <StatusCard isBanner={isHeld} />
      <TelemetryNote />
    </>
  );
}
