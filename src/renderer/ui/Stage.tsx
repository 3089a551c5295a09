import { useEffect, useRef, useState } from 'react';
import type { Geometry } from '#core/settings/geometry';
import { Overlay } from '../instruments/Overlay';
import { PlayerView } from '../player/PlayerView';
import { TELEMETRY_STALE_AFTER_MS } from '../status/describe';
import { useStatus } from './use-status';
import { useViewer, useViewerState } from './viewer-context';

/** The picture and the instruments over its edges. `place` is where it stands in a page that cannot be placed itself. */
export function Stage({ place }: { readonly place: Geometry | undefined }) {
  const { viewer } = useViewer();
  const element = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  const { kind } = useStatus();
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setBox({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  const style = place && onScreen(place);
  return (
    <div ref={element} className="stage" data-status={kind} {...(style && { style })}>
      <PlayerView screen={viewer.screen} />
      {box.width > 0 && <Instruments width={box.width} height={box.height} />}
    </div>
  );
}

function Instruments(box: { readonly width: number; readonly height: number }) {
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

/** A place on the screen as one in this page. Kiosk windows have no frame, so their page begins where they do. */
function onScreen({ width, height, x = 0, y = 0 }: Geometry) {
  return { inset: 'auto', left: x - window.screenX, top: y - window.screenY, width, height };
}
