import type { Sound } from '#contracts/audio';
import type { ClockOffset } from '#core/media/clock-offset';
import type { ShownPicture } from '../player/shown-picture';
import { PlayOut } from './play-out';
import { type Samples, SoundDecoder } from './sound-decoder';

export interface SoundChannelOptions {
  readonly context: AudioContext;
  readonly out: AudioNode;
  /** µs of `performance.now()`'s clock. */
  readonly now: () => number;
  readonly clock: () => ClockOffset;
}

/** How much one picture's delay counts against those before it. */
const SMOOTHING = 0.1;

/** One stream's sound: decoded, placed in time, given to the speakers. */
export class SoundChannel {
  readonly #options: SoundChannelOptions;
  readonly #decoder = new SoundDecoder((samples) => this.#play(samples));
  readonly #playing = new Set<AudioBufferSourceNode>();
  #playOut = new PlayOut();
  /** From capture, and from arrival, to the screen. µs. */
  #captureDelayUs: number | undefined;
  #arrivalDelayUs: number | undefined;
  #fromCapture = false;

  constructor(options: SoundChannelOptions) {
    this.#options = options;
  }

  push(sound: Sound): void {
    this.#decoder.push(sound);
  }

  shown({ receiveUs, captureUs, shownUs }: ShownPicture): void {
    const clock = this.#options.clock();
    const since = (stationUs: number | undefined, before: number | undefined) => {
      const ours = stationUs === undefined ? undefined : clock.toOurs(stationUs);
      if (ours === undefined) return undefined;
      const us = shownUs - ours;
      return before === undefined ? us : before + SMOOTHING * (us - before);
    };
    this.#captureDelayUs = since(captureUs, this.#captureDelayUs);
    this.#arrivalDelayUs = since(receiveUs, this.#arrivalDelayUs);
  }

  close(): void {
    this.#decoder.close();
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
  }

  #play({ planes, sampleRateHz, of }: Samples): void {
    const { context, out, now, clock } = this.#options;
    const frames = planes[0]?.length ?? 0;
    if (context.state !== 'running' || frames === 0) return;
    const lengthUs = (frames / sampleRateHz) * 1e6;
    // Both clocks of a stream or neither: sound by its capture beside pictures by their arrival would be out of step.
    const fromCapture = of.captureUs !== undefined && this.#captureDelayUs !== undefined;
    if (fromCapture !== this.#fromCapture) this.#playOut = new PlayOut();
    this.#fromCapture = fromCapture;
    const takenAtStationUs = fromCapture && of.captureUs !== undefined ? of.captureUs : of.receiveUs - lengthUs;
    const takenUs = clock().toOurs(takenAtStationUs);
    if (takenUs === undefined) return;
    const pictureDelayUs = fromCapture ? this.#captureDelayUs : this.#arrivalDelayUs;
    // What is given out now is heard once the speakers' own buffer has passed.
    const nowUs = now() + context.outputLatency * 1e6;
    const startUs = this.#playOut.place({ takenUs, nowUs, lengthUs, pictureDelayUs });
    if (startUs === undefined) return;
    const buffer = new AudioBuffer({ length: frames, numberOfChannels: planes.length, sampleRate: sampleRateHz });
    for (const [channel, plane] of planes.entries()) buffer.copyToChannel(plane, channel);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(out);
    this.#playing.add(source);
    source.onended = () => this.#playing.delete(source);
    source.start(Math.max(context.currentTime, contextTimeOf(context, startUs)));
  }
}

/** When, on the context's clock, a sample must be given out to be heard at a time of the viewer's. */
function contextTimeOf(context: AudioContext, us: number): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  if (performanceTime > 0) return contextTime + us / 1e6 - performanceTime / 1e3;
  return context.currentTime + us / 1e6 - performance.now() / 1e3;
}
