import { type DecoderState, INITIAL_DECODER_STATE } from './decoder-state';
import { NewestWins } from './newest-wins';
import type { EncodedPicture, PictureDecoder, PictureDecoderEvents } from './picture-decoder';
import { uprightFrame } from './upright';

export interface JpegDecoderOptions extends PictureDecoderEvents {
  /** The browser's decoder; tests put theirs in. */
  readonly decode?: (data: Uint8Array) => Promise<ImageBitmap>;
}

/** A picture on its way. It holds nothing that has to be let go of. */
interface Waiting extends EncodedPicture {
  close(): void;
}

/**
 * JPEG pictures to frames. Each stands alone, so one is decoded at a time, one waits, and a third takes the second's place;
 * one that cannot be decoded is counted and harms none that follow.
 */
export class JpegDecoder implements PictureDecoder {
  readonly #options: JpegDecoderOptions;
  readonly #decode: (data: Uint8Array) => Promise<ImageBitmap>;
  readonly #newest = new NewestWins<Waiting>((picture) => this.#write(picture));
  #state: DecoderState = INITIAL_DECODER_STATE;
  /** Changes with every reset: what was begun before it is not shown after it. */
  #life = 0;

  constructor(options: JpegDecoderOptions) {
    this.#options = options;
    this.#decode = options.decode ?? decodeJpeg;
  }

  get state(): DecoderState {
    return this.#state;
  }

  push(picture: EncodedPicture): void {
    const replaced = this.#newest.replaced;
    this.#newest.offer({ ...picture, close: () => undefined });
    if (this.#newest.replaced > replaced) this.#options.onDropped('decoderBehind', 1);
  }

  /** No JPEG needs another. */
  gap(): void {}

  reset(): void {
    this.#life++;
    this.#become(INITIAL_DECODER_STATE);
  }

  close(): void {
    this.#life++;
    this.#newest.close();
  }

  async #write({ data, timestamp }: Waiting): Promise<void> {
    const life = this.#life;
    try {
      const bitmap = await this.#decode(data);
      try {
        if (life !== this.#life) return;
        const { width, height } = bitmap;
        this.#decoded(width, height);
        this.#options.onFrame(uprightFrame(data, bitmap, timestamp));
      } finally {
        bitmap.close();
      }
    } catch {
      if (life !== this.#life) return;
      this.#options.onDropped('decodeError', 1);
      this.#failed();
    }
  }

  #decoded(width: number, height: number): void {
    const state = this.#state;
    if (state.state === 'decoding' && state.open.width === width && state.open.height === height) return;
    const open = { codec: 'jpeg', width, height };
    this.#become({ state: 'decoding', open, acceleration: 'no-preference', failures: 0 });
  }

  #failed(): void {
    if (this.#state.state === 'waitingForKey' && this.#state.because === 'decodeError') return;
    this.#become({ state: 'waitingForKey', because: 'decodeError', acceleration: 'no-preference', failures: 0 });
  }

  #become(state: DecoderState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

/** Decodes off the main thread. A page that is no secure context has this too, where it has no `VideoDecoder`. */
function decodeJpeg(data: Uint8Array): Promise<ImageBitmap> {
  // No picture lies in shared memory.
  return createImageBitmap(new Blob([data as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
}
