import { withColorSpace } from './color-space';
import { DecoderLag } from './decoder-lag';
import {
  type DecoderAction,
  type DecoderEvent,
  type DecoderFormat,
  type DecoderState,
  type DropCause,
  INITIAL_DECODER_STATE,
  type OpenAction,
  stepDecoder,
} from './decoder-state';
import type { EncodedPicture, PictureDecoder, PictureDecoderEvents } from './picture-decoder';

export interface DecoderOptions extends PictureDecoderEvents {
  /** Reads codec and size from the parameter sets of a key picture. */
  readonly formatOf: (data: Uint8Array) => DecoderFormat | undefined;
  /** µs, monotonic. */
  readonly now: () => number;
  /** Makes the browser's decoder; tests put theirs in. */
  readonly create?: (init: VideoDecoderInit) => VideoDecoder;
}

/** H.264: a `VideoDecoder` that lives by the rules of `decoder-state.ts`: pictures in, frames out, faults survived. */
export class Decoder implements PictureDecoder {
  readonly #options: DecoderOptions;
  readonly #lag = new DecoderLag();
  #state: DecoderState = INITIAL_DECODER_STATE;
  #decoder: VideoDecoder | undefined;
  /** Pictures given to the decoder that have not come out. */
  #inside = 0;

  constructor(options: DecoderOptions) {
    this.#options = options;
  }

  get state(): DecoderState {
    return this.#state;
  }

  push(picture: EncodedPicture): void {
    const nowUs = this.#options.now();
    // A key picture of another place may throw out what waits; those that lead to the picture that is asked for may not.
    const behind =
      !(picture.patient && !picture.key) && this.#lag.behind(picture.key, this.#decoder?.decodeQueueSize ?? 0, nowUs);
    this.#do(this.#step(picture.key ? this.#keyEvent(picture, behind, nowUs) : { type: 'delta', behind }), picture);
  }

  gap(): void {
    this.#step({ type: 'gap' });
  }

  reset(): void {
    this.#do(this.#step({ type: 'reset' }));
  }

  close(): void {
    this.#close();
  }

  #keyEvent(picture: EncodedPicture, behind: boolean, nowUs: number): DecoderEvent {
    const format = this.#options.formatOf(picture.data);
    return { type: 'key', behind, nowUs, ...(format ? { format } : {}) };
  }

  #step(event: DecoderEvent): DecoderAction {
    const before = this.#state;
    const { state, action } = stepDecoder(before, event);
    this.#state = state;
    if (state !== before) this.#options.onState(state);
    return action;
  }

  #do(action: DecoderAction, picture?: EncodedPicture): void {
    switch (action.do) {
      case 'nothing':
        return;
      case 'drop':
        this.#options.onDropped(action.cause, 1);
        return;
      case 'close':
        this.#close();
        return;
      case 'open':
        if (this.#open(action) && picture) this.#decode(picture);
        return;
      case 'decode':
        if (picture) this.#decode(picture);
        return;
    }
  }

  #decode(picture: EncodedPicture): void {
    const { data, timestamp } = picture;
    const type = picture.key ? 'key' : 'delta';
    try {
      // The chunk copies the bytes: the second and last copy between the station's socket and the decoder in this process.
      this.#lag.pushed(this.#options.now(), this.#decoder?.decodeQueueSize ?? 0);
      this.#decoder?.decode(new EncodedVideoChunk({ type, timestamp, data }));
      this.#inside += 1;
      if (picture.last) this.#callOut();
    } catch (error) {
      this.#options.onDropped('decodeError', 1);
      this.#fail(error);
    }
  }

  /** Has the decoder give out what it holds. It then wants a key picture (WebCodecs, `flush`). */
  #callOut(): void {
    // Where that fails, the decoder says so by its own error.
    this.#decoder?.flush().catch(() => undefined);
    this.#step({ type: 'gap' });
  }

  /** Readies a decoder of this format; one that is there is used again. */
  #open({ format, acceleration, skip }: OpenAction): boolean {
    try {
      this.#decoder ??= this.#create();
      if (skip && this.#decoder.state === 'configured') {
        this.#forgetInside('decoderBehind');
        this.#decoder.reset();
      }
      // No `description`: the pictures are Annex B with their parameter sets (WebCodecs AVC registration, 2). Nor a size: the
      // decoder takes it from there too.
      this.#decoder.configure({
        codec: format.codec,
        hardwareAcceleration: acceleration,
        optimizeForLatency: true,
        ...withColorSpace(format.colour),
      });
      return true;
    } catch (error) {
      this.#options.onDropped('decodeError', 1);
      // A configuration that the browser calls invalid is one it cannot decode.
      this.#fail(error instanceof TypeError ? { name: 'NotSupportedError', message: error.message } : error);
      return false;
    }
  }

  #create(): VideoDecoder {
    const create = this.#options.create ?? ((init) => new VideoDecoder(init));
    const decoder = create({
      output: (frame) => {
        if (this.#decoder === decoder) this.#output(frame);
        else frame.close();
      },
      error: (error) => {
        if (this.#decoder === decoder) this.#fail(error);
      },
    });
    return decoder;
  }

  #output(frame: VideoFrame): void {
    this.#inside = Math.max(0, this.#inside - 1);
    this.#step({ type: 'decoded' });
    this.#options.onFrame(frame);
  }

  #fail(error: unknown): void {
    const { name, message } = nameAndMessage(error);
    this.#forgetInside('decodeError');
    this.#do(this.#step({ type: 'error', name, message, nowUs: this.#options.now() }));
  }

  #close(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    this.#inside = 0;
    this.#lag.clear();
    if (decoder && decoder.state !== 'closed') decoder.close();
  }

  #forgetInside(cause: DropCause): void {
    if (this.#inside > 0) this.#options.onDropped(cause, this.#inside);
    this.#inside = 0;
    this.#lag.clear();
  }
}

function nameAndMessage(error: unknown): { name: string; message: string } {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message } = error as { name?: unknown; message?: unknown };
  return { name: typeof name === 'string' ? name : 'Error', message: typeof message === 'string' ? message : '' };
}
