import type { PixelSize, TakenSize } from './taken-size';

/** Lengths of a side that are asked for: at most half as much again as what is shown. Longer ones are not worth asking. */
const RUNGS = [160, 240, 320, 480, 640, 960, 1280, 1920] as const;
/** How long everybody must do with less until less is asked for: a tile is enlarged and put back in less time. */
const HOLD_US = 2_500_000;
/** What is shown must lie so far below a rung that a window's edge which trembles does not cross it all the time. */
const MARGIN = 0.95;

/** The box in which pictures are wanted; absent: as large as they are. */
type Box = PixelSize | undefined;

/**
 * Chooses the size to ask a sender for, from how large its pictures are taken: more at once, less after a while. Where
 * without takers, nothing changes.
 */
export class SizeChoice {
  #box: Box;
  #lessSinceUs: number | undefined;

  /** @returns the box that the sender's pictures are to lie within; `undefined`: its own size */
  choose(taken: TakenSize, nowUs: number): Box {
    const enough = boxFor(taken, 1);
    if (taken === 'nothing') this.#lessSinceUs = undefined;
    else if (isLarger(enough, this.#box)) this.#become(enough);
    else this.#shrink(boxFor(taken, MARGIN), nowUs);
    return this.#box;
  }

  #shrink(box: Box, nowUs: number): void {
    if (!isLarger(this.#box, box)) {
      this.#lessSinceUs = undefined;
      return;
    }
    this.#lessSinceUs ??= nowUs;
    if (nowUs - this.#lessSinceUs >= HOLD_US) this.#become(box);
  }

  #become(box: Box): void {
    this.#box = box;
    this.#lessSinceUs = undefined;
  }
}

function boxFor(taken: TakenSize, margin: number): Box {
  if (taken === 'full' || taken === 'nothing') return undefined;
  const [width, height] = [rungFor(taken.width / margin), rungFor(taken.height / margin)];
  return width === undefined || height === undefined ? undefined : { width, height };
}

function rungFor(length: number): number | undefined {
  return RUNGS.find((rung) => rung >= length);
}

/** Whether some picture fits `a` and not `b`. */
function isLarger(a: Box, b: Box): boolean {
  if (b === undefined) return false;
  return a === undefined || a.width > b.width || a.height > b.height;
}
