import type { ShownPicture } from './shown-picture';

const WINDOW_US = 5e6;
/** Five seconds at 120 pictures a second. */
const MAX = 600;

/** How old a picture was when it stood on the screen, and since what. */
export interface Latency {
  /** `capture`: since the camera took it. `arrival`: since its last byte reached the station. */
  readonly from: 'capture' | 'arrival';
  readonly us: number;
}

/**
 * The latency of one picture.
 *
 * @param stationToViewerUs what to add to a time of the station's clock to have the viewer's; `undefined` where the
 *   clocks are not related yet.
 * @returns `undefined` where it cannot be known.
 */
export function latencyOf(picture: ShownPicture, stationToViewerUs: number | undefined): Latency | undefined {
  if (stationToViewerUs === undefined) return undefined;
  const { captureUs } = picture;
  const us = picture.shownUs - stationToViewerUs - (captureUs ?? picture.receiveUs);
  return { from: captureUs === undefined ? 'arrival' : 'capture', us };
}

/** Microseconds. */
export interface LatencySummary {
  readonly p50Us: number;
  readonly p95Us: number;
  readonly maxUs: number;
  /** Pictures that it is made of. */
  readonly count: number;
}

/** Latencies of the last five seconds. */
export class LatencyWindow {
  readonly #samples: { readonly atUs: number; readonly us: number }[] = [];

  add(atUs: number, us: number): void {
    this.#samples.push({ atUs, us });
    this.#forget(atUs);
  }

  /** Percentiles by nearest rank; `undefined` when the window is empty. */
  summary(nowUs: number): LatencySummary | undefined {
    this.#forget(nowUs);
    const sorted = this.#samples.map((sample) => sample.us).sort((a, b) => a - b);
    const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    const p50Us = rank(0.5);
    const p95Us = rank(0.95);
    const maxUs = rank(1);
    if (p50Us === undefined || p95Us === undefined || maxUs === undefined) return undefined;
    return { p50Us, p95Us, maxUs, count: sorted.length };
  }

  /** The latencies themselves, oldest first, for a histogram. µs. */
  values(nowUs: number): number[] {
    this.#forget(nowUs);
    return this.#samples.map((sample) => sample.us);
  }

  reset(): void {
    this.#samples.length = 0;
  }

  #forget(nowUs: number): void {
    let old = Math.max(0, this.#samples.length - MAX);
    while ((this.#samples[old]?.atUs ?? Number.POSITIVE_INFINITY) <= nowUs - WINDOW_US) old += 1;
    if (old > 0) this.#samples.splice(0, old);
  }
}
