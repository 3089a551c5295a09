/** One question and answer between two clocks, all in µs. */
export interface ClockProbe {
  /** Our clock when we asked. */
  readonly sentUs: number;
  /** Their clock when they answered. */
  readonly theirsUs: number;
  /** Our clock when the answer came. */
  readonly receivedUs: number;
}

const WINDOW = 16;

/**
 * Relates another clock to ours. Of the last probes the one with the shortest round trip counts, since its answer was
 * least delayed; its error is at most half that round trip.
 */
export class ClockOffset {
  #probes: { offsetUs: number; roundTripUs: number }[] = [];

  /** Takes a probe; one that makes no sense is ignored. */
  add({ sentUs, theirsUs, receivedUs }: ClockProbe): void {
    const roundTripUs = receivedUs - sentUs;
    if (!(roundTripUs >= 0) || !Number.isFinite(theirsUs)) return;
    this.#probes.push({ offsetUs: theirsUs - (sentUs + receivedUs) / 2, roundTripUs });
    if (this.#probes.length > WINDOW) this.#probes.shift();
  }

  /** Their clock minus ours, in µs; `undefined` until the first probe. */
  get offsetUs(): number | undefined {
    return this.#best()?.offsetUs;
  }

  /** How far off that may be, in µs. */
  get uncertaintyUs(): number | undefined {
    const best = this.#best();
    return best && best.roundTripUs / 2;
  }

  /** A time on their clock, on ours. */
  toOurs(theirsUs: number): number | undefined {
    const offset = this.offsetUs;
    return offset === undefined ? undefined : theirsUs - offset;
  }

  /** Forgets all: the other side is another process now. */
  reset(): void {
    this.#probes = [];
  }

  #best() {
    let best = this.#probes[0];
    for (const probe of this.#probes) if (best && probe.roundTripUs <= best.roundTripUs) best = probe;
    return best;
  }
}
