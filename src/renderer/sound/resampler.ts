/**
 * Makes samples of one rate those of another, piece by piece, with no seam between pieces: what is heard at a piece's
 * beginning depends on the end of the one before. By cubic interpolation (Catmull-Rom) between four samples; the platform's
 * own takes two, and knows nothing of the piece before.
 */
export class Resampler {
  /** The last three samples of each channel. */
  #before: Float32Array[] = [];
  /** Where the next sample lies, in samples behind the second of those three. */
  #at = 0;

  /**
   * @param planes samples of each channel, as many of each
   * @param step samples of the source for each that is made: 0.5 doubles the rate
   */
  next(planes: readonly Float32Array[], step: number): Float32Array<ArrayBuffer>[] {
    const length = planes[0]?.length ?? 0;
    if (this.#before.length !== planes.length) this.#restart(planes);
    const count = Math.max(0, Math.ceil((length - this.#at) / step));
    const made = planes.map((plane, channel) => {
      const source = new Float32Array(length + 3);
      source.set(this.#before[channel]!);
      source.set(plane, 3);
      this.#before[channel] = source.slice(length);
      const out = new Float32Array(count);
      for (let n = 0; n < count; n++) {
        const at = this.#at + n * step;
        const index = Math.floor(at);
        out[n] = between(source, index, at - index);
      }
      return out;
    });
    this.#at += count * step - length;
    return made;
  }

  #restart(planes: readonly Float32Array[]): void {
    this.#before = planes.map((plane) => new Float32Array(3).fill(plane[0] ?? 0));
    this.#at = 0;
  }
}

/** Between the second and the third of four samples. */
function between(samples: Float32Array, at: number, share: number): number {
  const [a, b, c, d] = [samples[at]!, samples[at + 1]!, samples[at + 2]!, samples[at + 3]!];
  return b + 0.5 * share * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)));
}
