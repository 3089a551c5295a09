import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Sound } from '#contracts/audio';
import type { ViewerMessage } from '#contracts/link';
import type { LaterSound } from '#core/media/audio-chunk';
import type { ClockOffset } from '#core/media/clock-offset';
import type { PageValue } from '#core/settings/page-settings';
import type { ShownPicture } from '../player/shown-picture';
import { remember, remembered } from '../ui/page-memory';
import { SoundChannel, type SoundFigures } from './sound-channel';
import { SoundOutput } from './sound-output';

/** What the page shows of the sound. */
export interface SoundState extends PageValue<'sound'> {
  readonly on: boolean;
}

export interface SoundBoxOptions {
  readonly send: (message: ViewerMessage) => void;
  /** The station's clock against ours, on the link of this moment. */
  readonly clock: () => ClockOffset;
  /** What the page decodes of what not every one does. */
  readonly codecs: Promise<readonly LaterSound[]>;
  /** What is shown of a stream: its run, `undefined` while it is live, and at which rate. */
  readonly shownOf: (number: number) => { readonly run: number | undefined; readonly rate: number };
}

/** A stream that is to be heard. */
export interface Heard {
  readonly id: string;
  readonly number: number;
}

/** The station runs at most 64 pieces ahead; an eighth of that is told at a time. */
const ACK_EVERY = 8;

/**
 * The sound of the streams that are shown: off until a person wants it, which is also the gesture that browsers ask for. It
 * waits for pictures where it must, and never the other way round.
 */
export class SoundBox {
  readonly store: StoreApi<SoundState>;
  readonly #options: SoundBoxOptions;
  readonly #channels = new Map<number, { readonly id: string; readonly channel: SoundChannel }>();
  readonly #unacknowledged = new Map<number, number>();
  #audible: { readonly focus: Heard | undefined; readonly all: readonly Heard[] } = { focus: undefined, all: [] };
  #output: SoundOutput | undefined;
  /** Until it is known, what needs no decoder of the browser's. */
  #codecs: readonly LaterSound[] = [];

  constructor(options: SoundBoxOptions) {
    this.#options = options;
    this.store = createStore(() => ({ on: false, ...remembered('sound') }));
    this.store.subscribe((state) => remember('sound', state));
    void options.codecs.then((codecs) => {
      this.#codecs = codecs;
      for (const { id } of this.#channels.values()) this.#ask(id);
    });
  }

  /** Switches the sound on or off. To be called in a person's gesture: browsers begin no sound otherwise. */
  toggle(): void {
    const on = !this.store.getState().on;
    this.store.setState({ on });
    if (on) this.#open();
    else void this.#output?.context.suspend();
    this.#tune();
  }

  setMuted(muted: boolean): void {
    this.store.setState({ muted });
    this.#setGain();
  }

  /** @param volume 0..1 */
  setVolume(volume: number): void {
    this.store.setState({ volume });
    this.#setGain();
  }

  setMix(mix: boolean): void {
    this.store.setState({ mix });
    this.#tune();
  }

  /** Which streams are shown, and which of them is in focus. */
  show(focus: Heard | undefined, all: readonly Heard[]): void {
    this.#audible = { focus, all };
    this.#tune();
  }

  /** The link opened anew: the station has forgotten what was asked for. */
  reopened(): void {
    for (const number of [...this.#channels.keys()]) this.#close(number);
    this.#tune();
  }

  /** The stream was subscribed to anew: what was asked for before is forgotten with the old subscription. */
  resubscribed(id: string): void {
    for (const heard of this.#channels.values()) {
      if (heard.id === id) this.#ask(id);
    }
  }

  /** A piece of sound from the link. */
  push(sound: Sound): void {
    const heard = this.#channels.get(sound.stream);
    if (!heard) return;
    heard.channel.push(sound);
    const chunks = (this.#unacknowledged.get(sound.stream) ?? 0) + 1;
    this.#unacknowledged.set(sound.stream, chunks % ACK_EVERY);
    if (chunks === ACK_EVERY) this.#options.send({ type: 'sound-ack', stream: heard.id, chunks });
  }

  /** A picture of a stream stood on the screen. */
  shown(number: number, picture: ShownPicture): void {
    this.#channels.get(number)?.channel.shown(picture);
  }

  /** What is shown of a stream is another moment, or goes at another rate: what was to be heard is not heard any more. */
  shownChanged(number: number): void {
    const { run, rate } = this.#options.shownOf(number);
    this.#channels.get(number)?.channel.follow(run, rate);
  }

  /** How a stream's sound is doing; `undefined` where it is not heard. */
  figures(number: number): SoundFigures | undefined {
    return this.#channels.get(number)?.channel.figures;
  }

  /** What is heard at this moment, 0..1: the largest sample of the last 40 ms. */
  level(): number {
    const meter = this.#output?.meter;
    if (!meter || !this.store.getState().on) return 0;
    const samples = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(samples);
    return Math.min(
      1,
      samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
    );
  }

  #open(): void {
    this.#output ??= new SoundOutput(() => this.#widen());
    this.#setGain();
    void this.#output.context.resume();
  }

  /** The speakers are given too little at a time for this machine. */
  #widen(): void {
    const wider = this.#output?.wider();
    if (!wider) return;
    this.#output = wider;
    for (const number of [...this.#channels.keys()]) this.#close(number);
    this.#open();
    this.#tune();
  }

  #setGain(): void {
    const { muted, volume } = this.store.getState();
    if (this.#output) this.#output.gain.gain.value = muted ? 0 : volume;
  }

  /** Asks for what is to be heard, and for nothing else. */
  #tune(): void {
    const { on, mix } = this.store.getState();
    const { focus, all } = this.#audible;
    const wanted = new Map((on ? (mix ? all : focus ? [focus] : []) : []).map((heard) => [heard.number, heard]));
    for (const number of [...this.#channels.keys()]) {
      if (wanted.has(number)) continue;
      const id = this.#close(number);
      if (id !== undefined) this.#options.send({ type: 'sound', stream: id, on: false });
    }
    for (const { id, number } of wanted.values()) {
      if (this.#channels.has(number) || !this.#output) continue;
      const channel = new SoundChannel({ output: this.#output, clock: this.#options.clock });
      this.#channels.set(number, { id, channel });
      this.shownChanged(number);
      this.#ask(id);
    }
  }

  #ask(stream: string): void {
    this.#options.send({ type: 'sound', stream, on: true, codecs: this.#codecs });
  }

  #close(number: number): string | undefined {
    const heard = this.#channels.get(number);
    heard?.channel.close();
    this.#channels.delete(number);
    this.#unacknowledged.delete(number);
    return heard?.id;
  }
}
