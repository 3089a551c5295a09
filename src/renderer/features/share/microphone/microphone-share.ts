import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SharedSound } from '#contracts/share';
import { HostTime } from '#core/media/host-time';
import { type Advice, text } from '#core/texts/text';
import { soundProblemOf } from '../share-problem';
import { type Microphone, openMicrophone, type Piece } from './microphone';
import { createSoundEncoder, type SoundEncoder } from './sound-encoder';

/** What of the microphone goes out. */
export type MicrophoneState =
  /** Nothing: it is not open. `problem` says why not. */
  | { readonly state: 'off'; readonly problem?: Advice }
  /** The person is asked, and the device starts. */
  | { readonly state: 'asking' }
  /** It is open; while muted nothing of it is sent. */
  | { readonly state: 'on'; readonly isMuted: boolean };

/** A piece of sound with the time of its first sample on this page's clock, µs. */
export type TimedSound = Omit<SharedSound, 'captureUs'> & { readonly timestampUs: number | undefined };

const nowUs = () => performance.now() * 1000;

/** The microphone of one who shares a camera: off until its person switches it on, and a thing of its own to consent to. */
export class MicrophoneShare {
  readonly store: StoreApi<MicrophoneState> = createStore<MicrophoneState>(() => ({ state: 'off' }));
  readonly #send: (sound: TimedSound) => void;
  #attempt = 0;
  #microphone: Microphone | undefined;
  #encoder: SoundEncoder | undefined;
  #level = 0;

  constructor(send: (sound: TimedSound) => void) {
    this.#send = send;
  }

  async on(): Promise<void> {
    if (this.store.getState().state !== 'off') return;
    const attempt = ++this.#attempt;
    this.#become({ state: 'asking' });
    try {
      const microphone = await openMicrophone({
        onPiece: (piece) => this.#take(piece),
        onEnded: () => this.off({ message: text('microphone.gone'), tip: text('microphone.gone.tip') }),
      });
      if (attempt !== this.#attempt) return microphone.close();
      this.#microphone = microphone;
      this.#become({ state: 'on', isMuted: false });
    } catch (error) {
      if (attempt === this.#attempt) this.off(soundProblemOf(error));
    }
  }

  /** Closes it: the device's own light goes out. */
  off(problem?: Advice): void {
    this.#attempt++;
    this.#microphone?.close();
    this.#microphone = undefined;
    this.#encoder?.close();
    this.#encoder = undefined;
    this.#level = 0;
    this.#become(problem ? { state: 'off', problem } : { state: 'off' });
  }

  setMuted(isMuted: boolean): void {
    if (this.store.getState().state === 'on') this.#become({ state: 'on', isMuted });
  }

  /** How loud what goes out is: the largest sample of the last piece, 0..1. */
  get level(): number {
    return this.#level;
  }

  /** Samples are counted by the device's clock; the piece that came quickest tells how that lies against ours. */
  readonly #clock = { time: new HostTime(), microphone: undefined as Microphone | undefined };

  #take(piece: Piece): void {
    const microphone = this.#microphone;
    const state = this.store.getState();
    if (!microphone || state.state !== 'on') return;
    if (this.#clock.microphone !== microphone) Object.assign(this.#clock, { time: new HostTime(), microphone });
    const endUs = ((piece.fromFrame + piece.samples.length) * 1e6) / piece.sampleRateHz;
    this.#clock.time.heard(endUs, nowUs());
    this.#level = state.isMuted ? 0 : loudest(piece.samples);
    if (state.isMuted) return;
    if (this.#encoder) this.#encoder.encode(piece);
    else void this.#makeEncoder(microphone, piece.sampleRateHz);
  }

  #isMaking = false;

  async #makeEncoder(microphone: Microphone, sampleRateHz: number): Promise<void> {
    if (this.#isMaking) return;
    this.#isMaking = true;
    const encoder = await createSoundEncoder(sampleRateHz, ({ fromUs, ...sound }) => {
      const timestampUs = this.#clock.time.toStation(fromUs, nowUs());
      if (microphone === this.#microphone) this.#send({ ...sound, channels: 1, timestampUs });
    });
    this.#isMaking = false;
    if (microphone === this.#microphone) this.#encoder = encoder;
    else encoder.close();
  }

  #become(state: MicrophoneState): void {
    this.store.setState(state, true);
  }
}

function loudest(samples: Float32Array): number {
  let most = 0;
  for (const sample of samples) most = Math.max(most, Math.abs(sample));
  return Math.min(1, most);
}
