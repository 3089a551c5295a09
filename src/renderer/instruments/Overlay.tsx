import { type CSSProperties, useMemo } from 'react';
import { layOut } from '#core/instruments/layout';
import { osd } from '#core/instruments/osd/instrument';
import { pictureRect, type Size } from '#core/instruments/shared/rect';
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
  /** The picture in its own pixels: it stands in the middle of the box. Absent: there is none, and the box counts. */
  readonly picture: Size | undefined;
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
export function Overlay({
  width,
  height,
  picture,
  telemetry,
  telemetryAgeMs,
  units,
  latency,
  fps,
  overlays,
}: OverlayProps) {
  const ratio = useDevicePixelRatio();
  const layout = useMemo(() => layOut({ width, height }, ratio), [width, height, ratio]);
  const readable = usePace(telemetry);
  const readings = { telemetry, readable, ageMs: telemetryAgeMs, units, latency, fps };
  const { width: across, height: down } = picture ?? {};
  const whole = useMemo(() => {
    const box = { width, height };
    const rect = across && down ? pictureRect({ width: across, height: down }, box) : { x: 0, y: 0, ...box };
    return { ...rect, scale: layout.scale, variant: undefined };
  }, [width, height, across, down, layout]);
  const screen = overlays ? osd.view(readings) : undefined;
  return (
    <div style={{ ...BOX, width, height }}>
      {screen && <InstrumentCanvas instrument={osd} place={whole} view={screen} />}
      {shownInstruments(overlays && !screen ? INSTRUMENTS : ALWAYS, layout, readings).map((shown) => (
        <InstrumentCanvas key={shown.instrument.id} {...shown} />
      ))}
    </div>
  );
}
