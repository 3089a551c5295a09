/** What the bytes of a picture are. */
export const PICTURE_CODECS = ['h264', 'h265', 'jpeg'] as const;
export type PictureCodec = (typeof PICTURE_CODECS)[number];

/**
 * How decoding can begin at a picture: as it is, or behind an IDR picture that is made for it (`DecoderStart`), after which so
 * many frames (by `frame_num`; H.265: by order count) are not yet right; 0: the picture itself is.
 */
export type Entry = 'idr' | { readonly recovery: number };

/**
 * One encoded picture, complete, as every source yields it and every sink takes it.
 *
 * Ownership: a receiver of an access unit may keep `data`, and must not write to it.
 */
export interface AccessUnit {
  /** The whole picture: Annex B of H.264 or H.265, a key picture beginning with its parameter sets; or a JPEG, as `codec` says. */
  readonly data: Uint8Array;
  /** An IDR picture (H.265: any intra random access picture), or a JPEG: decoding can start here. */
  readonly key: boolean;
  /** Absent where decoding cannot begin here, and where it was not looked for: `key` says it then. */
  readonly entry?: Entry;
  /** Pictures before it were lost: decoding begins here, and does not go on. Set where `entry` is, on no key picture. */
  readonly afterLoss?: true;
  /** A sink that takes H.264 alone leaves others out. */
  readonly codec: PictureCodec;
  /** When the last byte arrived, in µs on the station's monotonic clock. */
  readonly receiveUs: number;
  /** When the camera took it, in µs on the station's monotonic clock; absent where that is not known. */
  readonly captureUs?: number;
}

/** An entry at which decoding begins, as a subscriber is given it that was not given the pictures before it. */
export function asBeginning(entry: AccessUnit): AccessUnit {
  return entry.key || entry.afterLoss ? entry : { ...entry, afterLoss: true };
}

/** Whether a picture is right if decoding begins with it. */
export function isRightAtOnce(unit: AccessUnit): boolean {
  return isEntry(unit) && (typeof unit.entry !== 'object' || unit.entry.recovery === 0);
}

/** Whether a stream may begin with a picture, for those who make a decoder's start of it (`DecoderFeed`) or whose decoder knows how. */
export function isEntry({ key, entry, codec }: Pick<AccessUnit, 'key' | 'entry' | 'codec'>): boolean {
  // Of H.265 every picture that decoders begin with is a key picture.
  return key || (entry !== undefined && codec === 'h264');
}
