/** Pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How large somebody takes a stream's pictures: as they are (a recorder, a picture that stands alone), no larger than a box
 * (a tile of a wall), or not at all (a page that is hidden).
 */
export type TakenSize = 'full' | 'nothing' | PixelSize;

/** What serves all of them. */
export function largestTaken(sizes: Iterable<TakenSize>): TakenSize {
  let largest: TakenSize = 'nothing';
  for (const size of sizes) {
    if (size === 'full') return size;
    if (size === 'nothing') continue;
    largest = largest === 'nothing' ? size : coverBoth(largest, size);
  }
  return largest;
}

/** The least box that holds both. */
export function coverBoth(a: PixelSize, b: PixelSize): PixelSize {
  return { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) };
}
