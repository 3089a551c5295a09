/** What the bytes of a picture are. */
export const PICTURE_CODECS = ['h264', 'h265', 'jpeg'] as const;
export type PictureCodec = (typeof PICTURE_CODECS)[number];

/**
 * One encoded picture, complete, as every source yields it and every sink takes it.
 *
 * Ownership: whoever receives an access unit may keep `data`; nobody may write into it.
 */
export interface AccessUnit {
  /** The whole picture: Annex B of H.264 or H.265, a key picture beginning with its parameter sets; or a JPEG, as `codec` says. */
  readonly data: Uint8Array;
  /** An IDR picture (H.265: any intra random access picture), or a JPEG: decoding can start here. */
  readonly key: boolean;
  /** H.264 where it is absent. A sink that takes H.264 alone leaves others out. */
  readonly codec?: PictureCodec;
  /** When the last byte arrived, in µs on the station's monotonic clock. */
  readonly receiveUs: number;
  /** When the camera took it, in µs on the station's monotonic clock; absent where nobody said. */
  readonly captureUs?: number;
}
