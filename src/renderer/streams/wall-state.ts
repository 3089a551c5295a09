import { placesOf, type WallLayout } from './layout';

/** What the wall shows and how. All functions here are pure: they give the next state. */
export interface WallState {
  /** The person wants the wall, and not one picture. Undecided until there are streams: several are a wall. */
  readonly isOpen: boolean | undefined;
  /** One tile of the open wall fills the window. */
  readonly isEnlarged: boolean;
  readonly layout: WallLayout;
  /** Stream ids in the person's order; streams that are gone are remembered, so that they come back to their places. */
  readonly order: readonly string[];
  /** The streams that there are, in that order. */
  readonly tiles: readonly string[];
  /** The stream that was chosen last; it may be gone. */
  readonly chosen: string | undefined;
}

/** What is kept of a wall over restarts. `isOpen` is absent until a person has decided. */
export interface WallMemory {
  readonly isOpen?: boolean | undefined;
  readonly layout: WallLayout;
  readonly order: readonly string[];
}

/** Places that are remembered, of streams that may be gone. */
const MAX_REMEMBERED = 256;

export function initialWall(memory: WallMemory | undefined): WallState {
  return {
    isOpen: memory?.isOpen,
    isEnlarged: false,
    layout: memory?.layout ?? 'all',
    order: memory?.order ?? [],
    tiles: [],
    chosen: undefined,
  };
}

/** These streams are there now. New ones come last. */
export function withStreams(wall: WallState, ids: readonly string[]): WallState {
  const known = new Set(wall.order);
  const order = [...wall.order, ...ids.filter((id) => !known.has(id))];
  const there = new Set(ids);
  const tiles = order.filter((id) => there.has(id));
  const isOpen = wall.isOpen ?? (ids.length === 0 ? undefined : ids.length > 1);
  return { ...wall, isOpen, tiles, order: order.length > MAX_REMEMBERED ? tiles : order };
}

/** Whether the wall stands on the page: one stream alone is shown as one picture. */
export function showsWall({ isOpen, isEnlarged, tiles }: WallState): boolean {
  return isOpen === true && !isEnlarged && tiles.length > 1;
}

/** The tiles on the page that has the chosen one. */
export function visibleTiles(wall: WallState): readonly string[] {
  const places = placesOf(wall.layout, wall.tiles.length);
  const chosen = Math.max(0, wall.tiles.indexOf(wall.chosen ?? ''));
  const from = Math.floor(chosen / places) * places;
  return wall.tiles.slice(from, from + places);
}

/** Puts a tile into another's place; those between move up by one. */
export function moveTile(wall: WallState, id: string, to: number): WallState {
  const from = wall.tiles.indexOf(id);
  if (from < 0 || to < 0 || to >= wall.tiles.length || to === from) return wall;
  const tiles = wall.tiles.filter((other) => other !== id);
  tiles.splice(to, 0, id);
  const there = new Set(tiles);
  return { ...wall, tiles, order: [...tiles, ...wall.order.filter((other) => !there.has(other))] };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The index that lies in a direction, or the same where there is none. Left and right go on in the next row. */
export function neighbour(index: number, direction: Direction, columns: number, count: number): number {
  const step = { left: -1, right: 1, up: -columns, down: columns }[direction];
  const to = index + step;
  return to < 0 || to >= count ? index : to;
}
