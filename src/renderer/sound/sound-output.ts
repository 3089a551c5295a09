/** The speakers' buffer, smallest first: as small as the machine can, and what the browser takes for a call. */
const HINTS = [0, 'interactive'] as const;
const LOOK_MS = 5000;
/** Of the time between two looks, so much may be missing from the speakers. */
const MAX_MISSING = 0.005;

/** AudioPlaybackStats (Web Audio 1.1); seconds. Not in every browser. */
interface PlaybackStats {
  readonly underrunDuration: number;
  readonly totalDuration: number;
}

/**
 * The way to the speakers, with as small a buffer as the machine can fill: sound that waits there is late, and no picture
 * waits with it. Where the machine turns out to be too slow for that, `onStarved` is called, and `wider` gives the next.
 * A browser that does not tell of gaps is given the larger one at once.
 */
export class SoundOutput {
  readonly context: AudioContext;
  /** Where all sound goes in. */
  readonly gain: GainNode;
  readonly meter: AnalyserNode;
  readonly #onStarved: () => void;
  readonly #step: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #before: PlaybackStats | undefined;

  constructor(onStarved: () => void, step = 'playbackStats' in AudioContext.prototype ? 0 : HINTS.length - 1) {
    this.#onStarved = onStarved;
    this.#step = step;
    this.context = new AudioContext({ latencyHint: HINTS[step] ?? 'interactive' });
    this.gain = new GainNode(this.context);
    this.meter = new AnalyserNode(this.context, { fftSize: 2048 });
    this.gain.connect(this.meter).connect(this.context.destination);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** One with the next larger buffer; `undefined` where this has the largest. This one is closed. */
  wider(): SoundOutput | undefined {
    if (this.#step + 1 >= HINTS.length) return undefined;
    clearInterval(this.#timer);
    void this.context.close();
    return new SoundOutput(this.#onStarved, this.#step + 1);
  }

  /** When, on the context's clock, a sample must be given out to be heard at a time on the page's. µs. */
  contextUs(pageUs: number): number {
    const { contextTime = 0, performanceTime = 0 } = this.context.getOutputTimestamp();
    // Both are 0 until the first sample was heard.
    if (performanceTime > 0 && contextTime > 0) return contextTime * 1e6 + pageUs - performanceTime * 1e3;
    const { currentTime, outputLatency } = this.context;
    return (currentTime - outputLatency) * 1e6 + pageUs - performance.now() * 1e3;
  }

  #look(): void {
    const stats = (this.context as { readonly playbackStats?: PlaybackStats }).playbackStats;
    if (!stats || this.context.state !== 'running') return;
    const { underrunDuration, totalDuration } = stats;
    const before = this.#before;
    this.#before = { underrunDuration, totalDuration };
    // What is missing while it starts is missing on every machine.
    if (!before) return;
    const missing = underrunDuration - before.underrunDuration;
    if (missing > MAX_MISSING * (totalDuration - before.totalDuration)) this.#onStarved();
  }
}
