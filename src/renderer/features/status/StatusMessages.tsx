import { useViewerState } from '../../viewer/viewer-context';
import { LiveNotes } from './LiveNotes';
import { StatusCard } from './StatusCard';

/** The state of the picture, and that of the telemetry while the picture lives. */
export function StatusMessages() {
  const isHeld = useViewerState(({ readings }) => readings.pictureAgeMs !== undefined);
  return (
    <>
      <StatusCard isBanner={isHeld} />
      <LiveNotes />
    </>
  );
}
