import { type CSSProperties, useMemo } from 'react';
import { attitudeView } from '#core/instruments/attitude/view';
import { bodyView } from '#core/instruments/body/view';
import { compassView } from '#core/instruments/compass/view';
import { cpuView } from '#core/instruments/cpu/view';
import { faceView } from '#core/instruments/face/view';
import { fpsView } from '#core/instruments/fps/view';
import { latencyView } from '#core/instruments/latency/view';
import { type Layout, layOut } from '#core/instruments/layout';
import type { Rect } from '#core/instruments/shared/rect';
import { telemetryView } from '#core/instruments/telemetry/view';
import type { Telemetry } from '#core/telemetry/telemetry';
import { Attitude } from './attitude/Attitude';
import { Body } from './body/Body';
import { Compass } from './compass/Compass';
import { Cpu } from './cpu/Cpu';
import { Face } from './face/Face';
import { Fps } from './fps/Fps';
import { Latency } from './latency/Latency';
import { useDevicePixelRatio } from './shared/device-pixel-ratio';
import type { Place } from './shared/InstrumentCanvas';
import { usePace } from './shared/use-pace';
import { TelemetryBlock } from './telemetry/TelemetryBlock';

interface OverlayProps {
  /** Of the picture's box, in CSS px. */
  readonly width: number;
  readonly height: number;
  /** The last telemetry; `undefined` until there is any. */
  readonly telemetry: Telemetry | undefined;
  /** Set only once the telemetry is stale. */
  readonly telemetryAgeMs: number | undefined;
  readonly latency: { readonly ms: number; readonly label: string } | undefined;
  readonly fps: number | undefined;
  /** Off leaves the latency. */
  readonly overlays: boolean;
}

const BOX: CSSProperties = { position: 'absolute', left: 0, top: 0, pointerEvents: 'none', overflow: 'hidden' };

/** The instruments over the edges of the picture. Its parent is positioned and has the picture's box. */
export function Overlay({ width, height, telemetry, telemetryAgeMs, latency, fps, overlays }: OverlayProps) {
  const ratio = useDevicePixelRatio();
  const layout = useMemo(() => layOut({ width, height }, ratio), [width, height, ratio]);
  const places = usePlaces(layout);
  const readable = usePace(telemetry);
  const face = faceView(telemetry, telemetryAgeMs);
  const body = bodyView(telemetry, telemetryAgeMs);
  return (
    <div style={{ ...BOX, width, height }}>
      {places.latency && <Latency place={places.latency} {...latencyView(latency)} />}
      {overlays && (
        <>
          {places.compass && <Compass place={places.compass} {...compassView(telemetry, telemetryAgeMs)} />}
          {places.attitude && <Attitude place={places.attitude} {...attitudeView(telemetry, telemetryAgeMs)} />}
          {places.telemetry && (
            <TelemetryBlock
              place={places.telemetry}
              rows={layout.telemetryRows}
              {...telemetryView(readable, telemetryAgeMs)}
            />
          )}
          {places.cpu && <Cpu place={places.cpu} {...cpuView(readable, telemetryAgeMs)} />}
          {face && places.face && <Face place={places.face} {...face} />}
          {body && places.body && <Body place={places.body} {...body} />}
          {places.fps && <Fps place={places.fps} {...fpsView(fps)} />}
        </>
      )}
    </div>
  );
}

/** The same objects until the layout changes, so that a memoised instrument sees no new prop. */
function usePlaces(layout: Layout) {
  return useMemo(() => {
    const place = (rect: Rect | undefined): Place | undefined => rect && { rect, scale: layout.scale };
    return {
      latency: place(layout.latency),
      compass: place(layout.compass),
      attitude: place(layout.attitude),
      telemetry: place(layout.telemetry),
      cpu: place(layout.cpu),
      fps: place(layout.fps),
      face: place(layout.face),
      body: place(layout.body),
    };
  }, [layout]);
}
