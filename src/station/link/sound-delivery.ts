import { type AudioChunk, isLaterSound, LATER_SOUND, type LaterSound } from '#core/media/audio-chunk';
import type { Stream } from '../hub/stream';
import { AsPcm, type SoundMaking } from '../transcode/as-pcm';
import type { SoundPool } from '../transcode/sound-pool';

/** Pieces that were sent and not yet taken in: a second and more. Beyond, newest are lost: sound that is late is no use. */
const WINDOW = 64;

export interface SoundDeliveryOptions {
  readonly stream: Stream;
  /** Makes PCM of what a viewer does not decode. */
  readonly pool: SoundPool;
  /** @param run of what is played back */
  readonly send: (chunk: AudioChunk, run: number | undefined) => void;
}

/** One viewer's sound of one stream: bounded, off until it is asked for, in what the viewer decodes. */
export class SoundDelivery {
  readonly #send: SoundDeliveryOptions['send'];
  readonly #asPcm: AsPcm;
  #on = false;
  #decodes: readonly LaterSound[] = LATER_SOUND;
  #inFlight = 0;

  constructor({ stream, pool, send }: SoundDeliveryOptions) {
    this.#send = send;
    this.#asPcm = new AsPcm(stream, pool, (chunk, run) => this.#deliver(chunk, run));
  }

  /** Whether the viewer is given PCM that is made for it. */
  get making(): SoundMaking {
    return this.#asPcm.state;
  }

  /** @param decodes what the viewer decodes of what not every one does */
  set(on: boolean, decodes: readonly LaterSound[] = LATER_SOUND): void {
    this.#on = on;
    this.#decodes = decodes;
    this.#inFlight = 0;
    this.#asPcm.leave();
  }

  /** @param run of what is played back */
  offer(chunk: AudioChunk, run?: number): void {
    if (!this.#on) return;
    if (isLaterSound(chunk.codec) && !this.#decodes.includes(chunk.codec)) return this.#asPcm.take(chunk, run);
    this.#asPcm.leave();
    this.#deliver(chunk, run);
  }

  acknowledge(chunks: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - chunks);
  }

  /** Nothing live is to be made while something else is looked at. */
  rest(): void {
    this.#asPcm.leave();
  }

  #deliver(chunk: AudioChunk, run: number | undefined): void {
    if (this.#inFlight >= WINDOW) return;
    this.#inFlight++;
    this.#send(chunk, run);
  }
}
