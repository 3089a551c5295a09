import type { Rect, Size } from '#core/instruments/shared/rect';
import type { WALL_LAYOUTS } from '#core/settings/page-settings';

/** How many pictures the wall shows at once. */
export type WallLayout = (typeof WALL_LAYOUTS)[number];

/** A station gives one viewer no more streams than this; further ones are on further pages. */
const MAX_TILES = 32;
/** Between two tiles, in CSS px. */
const GAP_PX = 4;
/** Below each picture, so that its words cover nothing of it. */
export const CAPTION_PX = 24;

/** The places that a layout has on a page. @param streams how many there are */
export function placesOf(layout: WallLayout, streams: number): number {
  return layout === 'all' ? Math.min(Math.max(streams, 1), MAX_TILES) : layout;
}

/** Where the tiles stand, and how many stand side by side. */
export interface TileGrid {
  readonly columns: number;
  /** Picture and caption together, in reading order, in whole CSS px. */
  readonly tiles: readonly Rect[];
}

/**
 * Places equal tiles in a box, as large as they can be, closed up and in its middle.
 *
 * @param places how many
 * @param aspect width by height of the pictures
 */
export function layOutTiles(box: Size, places: number, aspect: number): TileGrid {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= places; columns++) {
    const rows = Math.ceil(places / columns);
    const most = { width: (box.width + GAP_PX) / columns - GAP_PX, height: (box.height + GAP_PX) / rows - GAP_PX };
    const width = Math.floor(Math.min(most.width, (most.height - CAPTION_PX) * aspect));
    if (width > best.width) best = { columns, width, height: Math.floor(width / aspect) + CAPTION_PX };
  }
  const { columns, width, height } = best;
  const rows = Math.ceil(places / columns);
  const left = Math.floor((box.width - columns * (width + GAP_PX) + GAP_PX) / 2);
  const top = Math.floor((box.height - rows * (height + GAP_PX) + GAP_PX) / 2);
  const tiles = Array.from({ length: places }, (_, place) => ({
    x: left + (place % columns) * (width + GAP_PX),
    y: top + Math.floor(place / columns) * (height + GAP_PX),
    width,
    height,
  }));
  return { columns, tiles };
}
