import { type CSSProperties, useMemo } from 'react';
import { layOut } from '#core/instruments/layout';
import { shownInstruments } from '#core/instruments/shown';
import { INSTRUMENTS } from '#core/instruments/table';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { Units } from '#core/telemetry/units/choice';
import { useDevicePixelRatio } from './shared/device-pixel-ratio';
import { InstrumentCanvas } from './shared/InstrumentCanvas';
import { usePace } from './shared/use-pace';

interface OverlayProps {
  /** Of the picture's box, in CSS px. */
  readonly width: number;
  readonly height: number;
  /** The last telemetry; `undefined` until there is any. */
  readonly telemetry: Telemetry | undefined;
  /** Set only once the telemetry is stale. */
  readonly telemetryAgeMs: number | undefined;
  /** What values are written in. */
  readonly units: Units;
  readonly latency: { readonly ms: number; readonly label: string } | undefined;
  readonly fps: number | undefined;
  /** Off leaves the latency. */
  readonly overlays: boolean;
}

const BOX: CSSProperties = { position: 'absolute', left: 0, top: 0, pointerEvents: 'none', overflow: 'hidden' };
const ALWAYS = INSTRUMENTS.filter((instrument) => 'isAlways' in instrument);

/** The instruments over the edges of the picture. Its parent is positioned and has the picture's box. */
export function Overlay({ width, height, telemetry, telemetryAgeMs, units, latency, fps, overlays }: OverlayProps) {
  const ratio = useDevicePixelRatio();
  const layout = useMemo(() => layOut({ width, height }, ratio), [width, height, ratio]);
  const readable = usePace(telemetry);
  const readings = { telemetry, readable, ageMs: telemetryAgeMs, units, latency, fps };
  return (
    <div style={{ ...BOX, width, height }}>
      {shownInstruments(overlays ? INSTRUMENTS : ALWAYS, layout, readings).map((shown) => (
        <InstrumentCanvas key={shown.instrument.id} {...shown} />
      ))}
    </div>
  );
}
