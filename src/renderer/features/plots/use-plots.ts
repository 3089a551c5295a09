import { type RefObject, useEffect, useRef, useState } from 'react';
import { lanesOf, type PlotLine } from '#core/telemetry/plots/lanes';
import { plotQuantity } from '#core/telemetry/plots/plot-key';
import { levelFor } from '#core/telemetry/plots/span';
import { traceOf } from '#core/telemetry/plots/trace';
import { useUnits } from '../../shared/units/units-service';
import { useMedia } from '../../ui/use-media';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewer } from '../../viewer/viewer-context';
import { drawPlots } from './draw';
import { type PlotsService, plotsService } from './plots-service';
import { plotsState } from './plots-state';
import type { PlotWindow } from './window';

/** Ten a second at most, and one where a person wants nothing to move. */
const DRAW_MS = 95;
const CALM_DRAW_MS = 1000;
/** Figures that change more often cannot be read, nor read aloud. */
const FIGURES_MS = 1000;

/**
 * Draws what is plotted while it is seen: with the page's own frames, so that a hidden page draws nothing.
 *
 * @returns the lines as they were a moment ago, for their figures in words
 */
export function usePlots(canvas: RefObject<HTMLCanvasElement | null>): readonly PlotLine[] {
  const viewer = useViewer();
  const service = useService(plotsService);
  const units = useUnits();
  const say = useTexts();
  // not shown: a media query
  const isCalm = useMedia('(prefers-reduced-motion: reduce)');
  const [lines, setLines] = useState<readonly PlotLine[]>([]);
  const told = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => service.open(), [service]);
  useEffect(() => {
    let drawnMs = Number.NEGATIVE_INFINITY;
    let frame = 0;
    const tick = (nowMs: number) => {
      frame = requestAnimationFrame(tick);
      if (nowMs - drawnMs < (isCalm ? CALM_DRAW_MS : DRAW_MS)) return;
      drawnMs = nowMs;
      service.ask();
      const window = service.window();
      const { keys, spanS } = viewer.get(plotsState).getState();
      const now = window ? linesOf(service, keys, levelFor(spanS), window) : [];
      const { telemetry = {} } = viewer.store.getState();
      if (canvas.current && window)
        paint(canvas.current, (width, height, ink) =>
          drawPlots(ink, { width, height, window, say, lanes: lanesOf(now, telemetry, units) }),
        );
      if (nowMs - told.current < FIGURES_MS) return;
      told.current = nowMs;
      setLines(now);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [viewer, service, units, say, isCalm, canvas]);
  return lines;
}

function linesOf(
  service: PlotsService,
  keys: readonly string[],
  level: number,
  { fromUs, toUs, cursorUs }: PlotWindow,
): readonly PlotLine[] {
  return keys.flatMap((key, style) => {
    const quantity = plotQuantity(key);
    if (!quantity) return [];
    const { aggregate, staleAfterMs } = quantity;
    const rules = { aggregate, staleAfterUs: staleAfterMs * 1000, cursorUs };
    return [{ quantity, style, trace: traceOf(service.ring(key).between(level, fromUs, toUs), rules) }];
  });
}

type Draw = (width: number, height: number, ink: CanvasRenderingContext2D) => void;

/** Gives the canvas as many pixels as the screen has there, and draws in CSS px. */
function paint(canvas: HTMLCanvasElement, draw: Draw): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ink = canvas.getContext('2d');
  if (!ink || width === 0 || height === 0) return;
  const ratio = devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(width, height, ink);
  canvas.dataset.draws = String(Number(canvas.dataset.draws ?? 0) + 1);
}
