import type { Rect, Size } from '#core/instruments/shared/rect';

/** The largest side of a snapshot, in pixels: what every browser's canvas can do. */
const MAX_PX = 8192;

/** Where everything stands in a snapshot, in its own pixels. */
export interface SnapshotFrame extends Size {
  readonly picture: Rect;
  /** Pixels of the snapshot for one CSS px of the page. */
  readonly scale: number;
  /** The stage's top left in the page, in CSS px. */
  readonly origin: { readonly x: number; readonly y: number };
}

/**
 * Frames a snapshot: the picture at its own full size; with the instruments, what surrounds it on the stage too, since they
 * may stand on its bars.
 *
 * @param picture in its own pixels
 * @param stage on the page, in CSS px
 * @param all the whole stage, and not the picture alone
 */
export function frameSnapshot(picture: Size, stage: Rect, all: boolean): SnapshotFrame {
  const shownPerPixel = Math.min(stage.width / picture.width, stage.height / picture.height);
  const scale = 1 / shownPerPixel;
  const origin = { x: stage.x, y: stage.y };
  if (!all) return { ...picture, picture: { x: 0, y: 0, ...picture }, scale, origin };
  const shrink = Math.min(1, MAX_PX / Math.max(stage.width * scale, stage.height * scale));
  const width = Math.round(stage.width * scale * shrink);
  const height = Math.round(stage.height * scale * shrink);
  const inner = { width: Math.round(picture.width * shrink), height: Math.round(picture.height * shrink) };
  return {
    width,
    height,
    scale: scale * shrink,
    origin,
    picture: { x: Math.round((width - inner.width) / 2), y: Math.round((height - inner.height) / 2), ...inner },
  };
}

/** A rectangle of the page in the snapshot. */
export function inSnapshot({ x, y, width, height }: Rect, { scale, origin }: SnapshotFrame): Rect {
  return { x: (x - origin.x) * scale, y: (y - origin.y) * scale, width: width * scale, height: height * scale };
}
