import type { Size } from '#core/instruments/shared/rect';
import { TELEMETRY_STALE_AFTER_MS } from '#core/telemetry/stale';
import { Overlay } from '../instruments/Overlay';
import { MapTrail } from '../map-trail/MapTrail';
import { PlayerView } from '../player/PlayerView';
import { RecSign } from '../recording/RecSign';
import { FocusingScreen } from './FocusingScreen';
import { useStatus } from './use-status';
import { useViewerState } from './viewer-context';

/** The picture and the instruments over its edges. */
export function Stage({ box }: { readonly box: Size }) {
  const screen = useViewerState(({ focus }) => focus.screen);
  const { kind } = useStatus();
  const stream = useViewerState((state) => state.stream?.id);
  const isHeld = useViewerState(({ readings }) => readings.pictureAgeMs !== undefined);
  const hasVehicle = useViewerState((state) => state.stream !== undefined);
  const isQuiet = useViewerState((state) => !isHeld && state.telemetry === undefined);
  return (
    <div className="stage" data-status={kind}>
      <PlayerView screen={screen} />
      {isHeld ? kind !== 'live' && <div className="veil" /> : <FocusingScreen />}
      <RecSign stream={stream} />
      {hasVehicle && (
        <div data-quiet={isQuiet}>
          <Instruments {...box} />
          <Trail box={box} />
        </div>
      )}
    </div>
  );
}

/** With the instruments it comes and goes. */
function Trail({ box }: { readonly box: Size }) {
  const overlay = useViewerState((state) => state.overlay);
  return overlay && <MapTrail box={box} />;
}

function Instruments(box: Size) {
  const telemetry = useViewerState((state) => state.telemetry);
  const overlays = useViewerState((state) => state.overlay);
  const fps = useViewerState(({ readings }) => readings.fps);
  const latency = useViewerState(
    ({ readings }) =>
      readings.latency && {
        ms: Math.round(readings.latency.summary.p50Us / 1000),
        label: `from ${readings.latency.from}`,
      },
  );
  const telemetryAgeMs = useViewerState(({ readings }) => staleAge(readings.telemetryAgeMs));
  return (
    <Overlay
      {...box}
      telemetry={telemetry}
      telemetryAgeMs={telemetryAgeMs}
      latency={latency}
      fps={fps}
      overlays={overlays}
    />
  );
}

/** Whole seconds, and only once it is stale. */
function staleAge(ageMs: number | undefined): number | undefined {
  return ageMs === undefined || ageMs < TELEMETRY_STALE_AFTER_MS ? undefined : Math.floor(ageMs / 1000) * 1000;
}
