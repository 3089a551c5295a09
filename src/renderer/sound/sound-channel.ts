import type { Sound } from '#contracts/audio';
import type { ClockOffset } from '#core/media/clock-offset';
import type { ShownPicture } from '../player/shown-picture';
import { PlayOut, type PlayOutFigures } from './play-out';
import { RecentMedian } from './recent-median';
import { Resampler } from './resampler';
import { type Samples, SoundDecoder } from './sound-decoder';
import type { SoundOutput } from './sound-output';
import { fadeIn, leaveOut, withEnding } from './splice';
import { TakenClock } from './taken-clock';

export interface SoundChannelOptions {
  readonly output: SoundOutput;
  readonly clock: () => ClockOffset;
}

/** What the statistics say of it. */
export interface SoundFigures extends PlayOutFigures {
  /** Pieces that could not be decoded. */
  readonly faults: number;
}

/** Silence and sound go over into one another in so long: no click, and no syllable lost. */
const FADE_US = 3000;

/** Pieces of sound: the station gives a third of a second of it beforehand. */
const MAX_EARLY = 64;
/** Pictures whose delay counts: a third of a second of them. */
const PICTURES = 9;

/** From when pictures were taken to the screen, by what tells when that was. µs. */
const notShown = () => ({ capture: new RecentMedian(PICTURES), arrival: new RecentMedian(PICTURES) });

/** One stream's sound: decoded, made the speakers' rate, placed in time, given to them. */
export class SoundChannel {
  readonly #options: SoundChannelOptions;
  readonly #decoder = new SoundDecoder((samples) => this.#play(samples));
  readonly #playing = new Set<AudioBufferSourceNode>();
  #last: AudioBufferSourceNode | undefined;
  #playOut = new PlayOut();
  #resampler = new Resampler();
  #taken = new TakenClock();
  #pictures = notShown();
  #fromCapture = false;
  /** Of what is heard; `undefined` is live. */
  #run: number | undefined;
  #isSilent = false;
  /** Of the past, and no picture of it was shown yet. */
  #early: Samples[] = [];

  constructor(options: SoundChannelOptions) {
    this.#options = options;
  }

  get figures(): SoundFigures {
    return { ...this.#playOut.figures, faults: this.#decoder.faults };
  }

  /**
   * What is played from here on, and nothing of before is heard any more.
   *
   * @param run `undefined` is live
   * @param rate sound is heard at rate 1 alone
   */
  follow(run: number | undefined, rate: number): void {
    this.#run = run;
    this.#isSilent = rate !== 1;
    this.#pictures = notShown();
    this.#early = [];
    this.#restart();
    this.#stop();
  }

  push(sound: Sound): void {
    if (sound.run === this.#run && !this.#isSilent) this.#decoder.push(sound);
  }

  shown({ receiveUs, captureUs, shownUs, run }: ShownPicture): void {
    if (run !== this.#run) return;
    const { capture, arrival } = this.#pictures;
    const captured = this.#toOurs(captureUs);
    const arrived = this.#toOurs(receiveUs);
    if (captured !== undefined) capture.add(shownUs - captured);
    if (arrived !== undefined) arrival.add(shownUs - arrived);
    for (const samples of this.#early.splice(0)) this.#play(samples);
  }

  close(): void {
    this.#decoder.close();
    this.#stop();
  }

  #stop(): void {
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
    this.#last = undefined;
  }

  #restart(): void {
    this.#playOut = new PlayOut();
    this.#resampler = new Resampler();
    this.#taken = new TakenClock();
  }

  /** The wall's clock, of what is played back, needs no relation: sound and pictures have it both. */
  #toOurs(us: number | undefined): number | undefined {
    if (us === undefined || this.#run !== undefined) return us;
    return this.#options.clock().toOurs(us);
  }

  #play(samples: Samples): void {
    const { planes, sampleRateHz, of } = samples;
    const { output } = this.#options;
    const { context } = output;
    const frames = planes[0]?.length ?? 0;
    if (context.state !== 'running' || frames === 0 || of.run !== this.#run || this.#isSilent) return;
    // Sound of the past comes before its pictures: until one is shown, it is unknown when it is to be heard.
    if (this.#run !== undefined && this.#pictures.arrival.value === undefined) {
      if (this.#early.length < MAX_EARLY) this.#early.push(samples);
      return;
    }
    const lengthUs = (frames / sampleRateHz) * 1e6;
    // Both clocks of a stream or neither: sound by its capture beside pictures by their arrival would be out of step.
    const fromCapture = of.captureUs !== undefined && this.#pictures.capture.value !== undefined;
    if (fromCapture !== this.#fromCapture) this.#restart();
    this.#fromCapture = fromCapture;
    const byArrival = this.#taken.takenUs(of.receiveUs, lengthUs);
    const pageUs = this.#toOurs(fromCapture ? of.captureUs : byArrival);
    if (pageUs === undefined) return;
    const placing = this.#playOut.place({
      takenUs: output.contextUs(pageUs),
      earliestUs: context.currentTime * 1e6,
      lengthUs,
      pictureDelayUs: (fromCapture ? this.#pictures.capture : this.#pictures.arrival).value,
    });
    const rate = placing.how === 'join' ? placing.rate : 1;
    const made = this.#resampler.next(planes, (sampleRateHz / context.sampleRate) * rate);
    if (placing.how === 'late') return;
    const inFrames = (us: number) => Math.round((us * context.sampleRate) / 1e6);
    const fade = inFrames(FADE_US);
    const without = inFrames(placing.withoutUs);
    const begin = inFrames(placing.startUs);
    let heard = made;
    if (placing.how === 'begin') {
      heard = made.map((plane) => plane.slice(without));
      fadeIn(heard, fade);
    } else if (without > 0) heard = leaveOut(made, without, fade);
    this.#schedule(heard, begin, placing.how === 'join', fade);
    const length = heard[0]?.length ?? 0;
    const inUs = 1e6 / context.sampleRate;
    this.#playOut.placed(
      (begin + length) * inUs,
      placing.how === 'join' ? ((made[0]?.length ?? 0) - length) * inUs : 0,
    );
  }

  /** Gives a piece to the speakers; where it joins the one before, that one's ending is not heard. */
  #schedule(planes: readonly Float32Array<ArrayBuffer>[], begin: number, joins: boolean, fade: number): void {
    const { context, gain } = this.#options.output;
    const at = begin / context.sampleRate;
    if (joins) this.#last?.stop(at);
    else for (const source of this.#playing) source.stop(Math.max(0, at));
    const all = withEnding(planes, fade);
    const length = all[0]?.length ?? 0;
    if (length === 0) return;
    const buffer = new AudioBuffer({ length, numberOfChannels: all.length, sampleRate: context.sampleRate });
    for (const [channel, plane] of all.entries()) buffer.copyToChannel(plane, channel);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(gain);
    this.#playing.add(source);
    source.onended = () => this.#playing.delete(source);
    source.start(Math.max(0, at));
    this.#last = source;
  }
}
