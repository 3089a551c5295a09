import type { Encoding } from '#core/media/encoding/encoding-choice';
import type { PixelSize } from '#core/media/encoding/taken-size';

/** One picture, encoded. */
export interface EncodedPicture {
  readonly key: boolean;
  /** Of its frame, µs. */
  readonly timestampUs: number;
  readonly byteLength: number;
  /** @param target of `byteLength` */
  copyTo(target: Uint8Array<ArrayBuffer>): void;
}

export interface EncoderEvents {
  onPicture(picture: EncodedPicture): void;
  /** It encodes no more. Told once. */
  onError(error: unknown): void;
}

/** Encodes frames, in order. */
export interface PictureEncoder {
  /** Frames that it was given and has not yet encoded. */
  readonly pending: number;
  /** Takes the frame over and closes it. @param key it is to be a key picture */
  encode(frame: VideoFrame, key: boolean): void;
  /** Encodes as the station asks from the next frame on. */
  adapt(encoding: Encoding): void;
  /** What the last frame became. */
  readonly size: PixelSize | undefined;
  close(): void;
}
