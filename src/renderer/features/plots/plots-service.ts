import type { StationMessage } from '#contracts/link';
import { type PlotKey, plotValue } from '#core/telemetry/plots/plot-key';
import { pastStepUs } from '#core/telemetry/plots/span';
import { TimeRing } from '#core/telemetry/plots/time-ring';
import { pastOf } from '../../streams/shown';
import type { Service, Viewer } from '../../viewer/viewer';
import type { ViewerState } from '../../viewer/viewer-state';
import { plotsState } from './plots-state';
import { type PlotWindow, windowOf } from './window';

/** Questions for the past are no closer together: somebody who drags the timeline asks for many moments. */
const ASK_MS = 400;

type PastValues = Extract<StationMessage, { type: 'past-values' }>;

/**
 * Keeps the values of what is plotted, while plots are open: as they come, live or played, and what the station has of the time
 * before. Closed it keeps nothing and listens to nothing.
 */
export class PlotsService {
  readonly #viewer: Viewer;
  readonly #rings = new Map<PlotKey, TimeRing>();
  #end: (() => void) | undefined;
  #stream: string | undefined;
  /** What was asked for last, in words that differ where another question is needed. */
  #asked = '';
  #request = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  /** The last live telemetry: its time on the wall's clock, and when it came by ours. µs. */
  #live: { readonly wallUs: number; readonly ourUs: number } | undefined;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  /** Begins to keep values. @returns what ends it */
  open(): () => void {
    const { store } = this.#viewer;
    this.#take(store.getState());
    const end = store.subscribe((state, before) => {
      if (state.stream?.id !== before.stream?.id) this.#take(state);
      else if (state.telemetry !== before.telemetry || state.telemetryUs !== before.telemetryUs) this.#take(state);
    });
    this.#end = () => {
      end();
      this.#rings.clear();
      this.#live = undefined;
      this.#asked = '';
    };
    return () => this.#close();
  }

  /** What is shown of time; `undefined` while no time is known. */
  window(): PlotWindow | undefined {
    const state = this.#viewer.store.getState();
    const { spanS } = this.#viewer.get(plotsState).getState();
    const past = pastOf(state);
    const live = this.#live;
    const nowUs = live && live.wallUs + (performance.now() * 1000 - live.ourUs);
    const cursorUs = past?.positionUs ?? nowUs;
    return cursorUs === undefined
      ? undefined
      : windowOf(cursorUs, spanS, past !== undefined, state.playback?.range?.endUs ?? cursorUs);
  }

  ring(key: PlotKey): TimeRing {
    let ring = this.#rings.get(key);
    if (!ring) {
      ring = new TimeRing();
      this.#rings.set(key, ring);
    }
    return ring;
  }

  /** Asks the station for what was before, where that was not asked for yet. Once a tick, while something is shown. */
  ask(): void {
    const { stream, playback } = this.#viewer.store.getState();
    const { keys, spanS } = this.#viewer.get(plotsState).getState();
    const window = this.window();
    for (const key of [...this.#rings.keys()]) if (!keys.includes(key)) this.#rings.delete(key);
    if (!stream || !playback?.range || !window || keys.length === 0) return;
    const fromUs = Math.max(window.fromUs, playback.range.beginUs);
    const toUs = Math.min(window.toUs, playback.range.endUs);
    const question = [
      stream.id,
      keys.join(),
      spanS,
      window.isBack ? Math.floor(window.cursorUs / (spanS * 0.2e6)) : '',
    ];
    const isOther = question.join('|') !== this.#asked;
    if (!isOther || toUs - fromUs < 1e5 || performance.now() - this.#askedMs < ASK_MS) return;
    this.#asked = question.join('|');
    this.#askedMs = performance.now();
    const count = Math.max(2, Math.ceil((toUs - fromUs) / pastStepUs(spanS)));
    const about = { request: ++this.#request, keys: [...keys], fromUs, toUs, count };
    this.#viewer.send({ type: 'past-values', stream: stream.id, ...about });
  }

  /** The link is another: what was asked on the one before is answered no more. */
  askAnew(): void {
    this.#asked = '';
  }

  /** The station answers. */
  receive({ stream, request, keys, rows }: PastValues): void {
    if (!this.#end || request !== this.#request || stream !== this.#stream) return;
    for (const [at, key] of keys.entries()) {
      const ring = this.ring(key);
      for (const { timeUs, values } of rows) {
        const value = values[at] ?? null;
        if (value === null) ring.addUnknown(timeUs);
        else ring.addPast(timeUs, value);
      }
    }
  }

  #close(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #take(state: ViewerState): void {
    const { stream, telemetry, telemetryUs } = state;
    if (stream?.id !== this.#stream) {
      this.#stream = stream?.id;
      this.#rings.clear();
      this.#live = undefined;
      this.#asked = '';
    }
    if (!telemetry || telemetryUs === undefined) return;
    const isBack = pastOf(state) !== undefined;
    const { keys, wallUs } = this.#viewer.get(plotsState).getState();
    // A station that does not say how its clock stands has no past to go with it: any clock will do.
    const timeUs = isBack ? telemetryUs : telemetryUs + (wallUs ?? 0);
    if (!isBack)
      this.#live = { wallUs: timeUs, ourUs: this.#viewer.clock.toOurs(telemetryUs) ?? performance.now() * 1000 };
    for (const key of keys) {
      const value = plotValue(telemetry, key);
      if (value === undefined) this.ring(key).addUnknown(timeUs);
      else if (isBack) this.ring(key).addPast(timeUs, value);
      else this.ring(key).add(timeUs, value);
    }
  }
}

export const plotsService: Service<PlotsService> = { create: (viewer) => new PlotsService(viewer) };
