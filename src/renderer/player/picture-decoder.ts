import type { DecoderState, DropCause } from './decoder-state';

/** An encoded picture with the name that its frame will bear. */
export interface EncodedPicture {
  readonly data: Uint8Array;
  readonly key: boolean;
  /** µs; rises with every picture. */
  readonly timestamp: number;
  /** Only needed to decode those after it; not to be shown. */
  readonly hidden?: boolean;
  /** It is wanted however long it takes: nothing newer is waiting. */
  readonly patient?: boolean;
  /** Nothing follows it for now: what the decoder holds back is to come out. The next is a key picture. */
  readonly last?: boolean;
}

/** Pictures in, frames out, faults survived: the same for every codec. */
export interface PictureDecoder {
  readonly state: DecoderState;
  push(picture: EncodedPicture): void;
  /** Pictures are missing before the next one: hold the last good picture until a key picture. */
  gap(): void;
  /** The next picture is another stream's. Nothing of the old one comes out after this. */
  reset(): void;
  close(): void;
}

/** What every decoder tells. */
export interface PictureDecoderEvents {
  /** Gets each decoded frame, in order, and owns it. */
  readonly onFrame: (frame: VideoFrame) => void;
  /** So many pictures were decoded that no frame tells of: they went to the screen by themselves. */
  readonly onDecoded?: (pictures: number) => void;
  readonly onDropped: (cause: DropCause, pictures: number) => void;
  readonly onState: (state: DecoderState) => void;
}
