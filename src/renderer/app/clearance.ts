import { type Layout, layOut } from '#core/instruments/layout';
import type { Rect, Size } from '#core/instruments/shared/rect';
import type { FiguresPlace } from '../viewer/parts';

/** A place in the viewer, in CSS px from its top left. */
export interface Clearance {
  /** Where messages stand: at the top over a picture, in the middle without one. */
  readonly messages: Rect;
  /** Where the statistics stand, and the size of their text. */
  readonly statistics: FiguresPlace;
  /** The middle of the toolbar. */
  readonly toolbarX: number;
  /** No room for words beside the instruments: buttons have icons alone, messages no tips. */
  readonly isTight: boolean;
}

/** What covers parts of the viewer. */
export interface Cover {
  /** The instruments are shown. */
  readonly overlay: boolean;
  readonly statisticsOpen: boolean;
}

/** The toolbar's button and the space around it. */
const TOOLBAR_PX = 48;
/** Less is no room for a message. */
const MIN_MESSAGE_PX = 200;
const MIN_MESSAGE_HEIGHT_PX = 64;
const MIN_STATISTICS_PX = 205;
const MIN_STATISTICS_HEIGHT_PX = 80;
const MAX_STATISTICS_EM = 24;
const MIN_FONT_PX = 10;

/**
 * Where the page may write without covering an instrument. A window that has no room for a message between the upper
 * instruments has it below them.
 */
export function clearanceOf(box: Size, cover: Cover): Clearance {
  const layout = layOut(box, 1);
  const { cpu, telemetry, compass, attitude } = cover.overlay ? layout.places : {};
  const margin = layout.scale.marginPx;
  const statistics = statisticsRect(box, layout, cover.overlay);
  const middle = box.width / 2;
  const from = cpu ? cpu.x + cpu.width : 0;
  const to = telemetry ? telemetry.x : box.width;
  const half = Math.min(middle - from, to - middle);
  const left = (cover.statisticsOpen ? statistics.x + statistics.width : middle - half) + margin;
  const right = (cover.statisticsOpen ? to : middle + half) - margin;
  const isTight = 2 * half < MIN_MESSAGE_PX;
  const isBelow = isTight || right - left < MIN_MESSAGE_PX;
  const belowAll = isBelow ? Math.max(TOOLBAR_PX, bottomOf(cpu), bottomOf(telemetry)) + margin : TOOLBAR_PX;
  const aboveAll = Math.min(box.height, compass?.y ?? box.height, attitude?.y ?? box.height) - margin;
  // Where instruments fill the height, a message matters more: it covers what is below, then what is above.
  const bottom = Math.max(aboveAll, Math.min(belowAll + MIN_MESSAGE_HEIGHT_PX, box.height - margin));
  const top = isBelow ? Math.min(belowAll, bottom - MIN_MESSAGE_HEIGHT_PX) : TOOLBAR_PX;
  return {
    messages: isBelow
      ? { x: margin, y: top, width: box.width - 2 * margin, height: bottom - top }
      : { x: left, y: top, width: right - left, height: box.height - 2 * top },
    statistics,
    toolbarX: isTight ? (from + to) / 2 : middle,
    isTight,
  };
}

/** Below the CPU; below the telemetry too, where that is as wide as the window and leaves room. */
function statisticsRect(box: Size, layout: Layout, overlay: boolean): Clearance['statistics'] {
  const { scale } = layout;
  const { cpu, telemetry, compass, fps, latency } = layout.places;
  const margin = scale.marginPx;
  const fontPx = Math.max(MIN_FONT_PX, scale.fontPx * 0.9);
  const usual = Math.min(MAX_STATISTICS_EM * fontPx, Math.max(box.width / 3 - margin, MIN_STATISTICS_PX));
  const below = overlay ? [compass, fps, latency] : [latency];
  const bottom = Math.min(box.height, ...below.map((rect) => rect?.y ?? box.height)) - margin;
  const place = (width: number, top: number) => {
    return { x: margin, y: top, width, height: bottom - top, fontPx, rowPx: Math.floor(fontPx * 1.28) };
  };
  if (!overlay) return place(usual, margin);
  const besideTelemetry = place(Math.min(usual, (telemetry?.x ?? box.width) - 2 * margin), bottomOf(cpu) + margin);
  const belowTelemetry = place(usual, Math.max(bottomOf(cpu), bottomOf(telemetry)) + margin);
  const isSqueezed = besideTelemetry.width < usual && belowTelemetry.height >= MIN_STATISTICS_HEIGHT_PX;
  return isSqueezed ? belowTelemetry : besideTelemetry;
}

const bottomOf = (rect: Rect | undefined) => (rect ? rect.y + rect.height : 0);
