import type { Size } from '#core/instruments/shared/rect';
import { TELEMETRY_STALE_AFTER_MS } from '#core/telemetry/stale';
import { Overlay } from '../instruments/Overlay';
import { PlayerView } from '../player/PlayerView';
import { useUnits } from '../shared/units/units-service';
import { FocusingScreen } from '../ui/FocusingScreen';
import { useTexts } from '../ui/use-texts';
import { Slot } from '../viewer/Slot';
import { useStatus } from '../viewer/use-status';
import { useViewerState } from '../viewer/viewer-context';

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
      <Slot name="picture" stream={stream} />
      {hasVehicle && (
        <div data-quiet={isQuiet}>
          <Instruments {...box} />
          <OverInstruments box={box} />
        </div>
      )}
    </div>
  );
}

/** It comes and goes with the instruments. */
function OverInstruments({ box }: { readonly box: Size }) {
  const overlay = useViewerState((state) => state.overlay);
  return overlay && <Slot name="instruments" box={box} />;
}

function Instruments(box: Size) {
  const t = useTexts();
  const telemetry = useViewerState((state) => state.telemetry);
  const units = useUnits();
  const overlays = useViewerState((state) => state.overlay);
  const picture = useViewerState(({ readings }) => readings.size);
  const fps = useViewerState(({ readings }) => readings.fps);
  const latency = useViewerState(
    ({ readings }) =>
      readings.latency && {
        ms: Math.round(readings.latency.summary.p50Us / 1000),
        label: t(`latency.from.${readings.latency.from}`),
      },
  );
  const telemetryAgeMs = useViewerState(({ readings }) => staleAge(readings.telemetryAgeMs));
  return (
    <Overlay
      {...box}
      picture={picture}
      telemetry={telemetry}
      telemetryAgeMs={telemetryAgeMs}
      units={units}
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
