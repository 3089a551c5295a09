type Planes = readonly Float32Array<ArrayBuffer>[];

/** Lets a piece that begins after silence rise over its first samples. In place. */
export function fadeIn(planes: Planes, frames: number): void {
  for (const plane of planes) {
    const length = Math.min(frames, plane.length);
    for (let n = 0; n < length; n++) plane[n]! *= n / length;
  }
}

/**
 * A piece with an end behind it that fades: its own last samples backwards, which go on from it without a leap. It is cut
 * off where the next piece joins, and is what is heard where none comes.
 */
export function withEnding(planes: Planes, frames: number): Float32Array<ArrayBuffer>[] {
  return planes.map((plane) => {
    const length = Math.min(frames, plane.length);
    const out = new Float32Array(plane.length + length);
    out.set(plane);
    for (let n = 0; n < length; n++) out[plane.length + n] = plane[plane.length - 1 - n]! * (1 - (n + 1) / length);
    return out;
  });
}

/**
 * Leaves out samples near a piece's beginning, so that the rest is heard sooner: the beginning goes over into what comes
 * later, where the two are most alike.
 *
 * @param most samples to be left out; a quarter fewer may be
 * @param fade over so many the one goes over into the other
 */
export function leaveOut(planes: Planes, most: number, fade: number): Float32Array<ArrayBuffer>[] {
  const length = planes[0]?.length ?? 0;
  const largest = Math.min(most, length - fade);
  if (largest < 1) return [...planes];
  const left = mostAlike(planes[0]!, Math.ceil(largest * 0.75), largest, fade);
  return planes.map((plane) => {
    const out = plane.slice(left);
    for (let n = 0; n < fade; n++) {
      const share = n / fade;
      out[n] = plane[n]! * (1 - share) + out[n]! * share;
    }
    return out;
  });
}

/** The distance, of those allowed, at which the samples differ least from the first ones. */
function mostAlike(plane: Float32Array, from: number, to: number, length: number): number {
  let best = to;
  let least = Number.POSITIVE_INFINITY;
  for (let distance = to; distance >= from; distance--) {
    let difference = 0;
    for (let n = 0; n < length; n += 2) difference += Math.abs(plane[n]! - plane[n + distance]!);
    if (difference < least) {
      least = difference;
      best = distance;
    }
  }
  return best;
}
