import { OffsetBound } from '#core/media/offset-bound';
import { type Histogram, histogramOf } from './histogram';
import { type Latency, type LatencySummary, LatencyWindow, latencyOf } from './latency';
import { LATENCY_PARTS, type LatencyPart, splitOf } from './latency-split';
import type { ShownPicture } from './shown-picture';

/** The latency of the last five seconds, and since what it counts. */
export interface TotalLatency {
  readonly from: Latency['from'];
  readonly summary: LatencySummary;
}

/** The same in its parts; one that is not known is absent. */
export interface LatencyParts {
  readonly summaries: { readonly [part in LatencyPart]?: LatencySummary };
  /** Of the total. */
  readonly histogram: Histogram;
}

/** The latency of the pictures shown in the last five seconds, whole and in its parts. */
export class LatencyStatistics {
  readonly #total = new LatencyWindow();
  readonly #parts = LATENCY_PARTS.map((part) => ({ part, window: new LatencyWindow() }));
  #from: Latency['from'] = 'arrival';
  readonly #bound = new OffsetBound();

  /** @param estimateUs what to add to a time of the station's clock to have the viewer's, as `latencyOf` has it */
  shown(picture: ShownPicture, estimateUs: number | undefined): void {
    const { pushedUs, sentUs, receiveUs, shownUs } = picture;
    // No picture came before it was sent.
    const limitUs = this.#bound.tighten(pushedUs - (sentUs ?? receiveUs), shownUs);
    const stationToViewerUs = estimateUs === undefined ? undefined : Math.min(estimateUs, limitUs);
    const latency = latencyOf(picture, stationToViewerUs);
    // What cannot be is not known.
    if (!latency || latency.us < 0) return;
    // Latencies since the capture and since the arrival are not to be compared.
    if (latency.from !== this.#from) this.#clear();
    this.#from = latency.from;
    this.#total.add(picture.shownUs, latency.us);
    const split = splitOf(picture, stationToViewerUs);
    for (const { part, window } of this.#parts) {
      const us = split[part];
      if (us !== undefined) window.add(picture.shownUs, us);
    }
  }

  total(nowUs: number): TotalLatency | undefined {
    const summary = this.#total.summary(nowUs);
    return summary && { from: this.#from, summary };
  }

  parts(nowUs: number): LatencyParts {
    const summaries: { [part in LatencyPart]?: LatencySummary } = {};
    for (const { part, window } of this.#parts) {
      const summary = window.summary(nowUs);
      if (summary) summaries[part] = summary;
    }
    return { summaries, histogram: histogramOf(this.#total.values(nowUs)) };
  }

  /** Another stream, or another station's clock. */
  reset(): void {
    this.#bound.reset();
    this.#clear();
  }

  #clear(): void {
    this.#total.reset();
    for (const { window } of this.#parts) window.reset();
  }
}
