import type { PictureParameterSet, SequenceParameterSet } from './parameter-set-types';

/** A NAL unit within an access unit: from its header byte to behind its last byte. */
export interface NalRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The picture that is still open: its last slice may be complete or not, and no start code behind it has told yet. This
 * is the seam between the assembler and a finder of picture ends, which reads the slice's own bits so that no one has to
 * wait for the next start code.
 *
 * The order of things: after each `push`, while the socket is quiet, the caller asks `currentPicture()`, hands it to the
 * finder, and if the finder knows the end, calls `endPicture(end)`. Ask again after that: the same chunk may hold more.
 *
 * All offsets are relative to the start of the access unit, so they stay what they are while it grows. `bytes` is a view
 * of the assembler's own buffer: it must not be written to, and is void after the next `push`, `endPicture` or
 * `flush`. What a finder keeps between calls belongs to the pair of `picture` and `nalStart`.
 */
export interface OpenPicture {
  /** Differs for every access unit of an assembler; rises. */
  readonly picture: number;
  /** The access unit from its first byte to the last received. */
  readonly bytes: Uint8Array;
  /** Header byte (7.3.1) of the picture's last slice so far: type 1, 2 or 5. */
  readonly nalStart: number;
  /**
   * Behind the last byte of that slice as far as it has come. Where `nalComplete` is false, more may follow. Zeros that
   * came last are not counted until something follows them, for they may belong to the next start code.
   */
  readonly nalEnd: number;
  /** A start code follows: the slice is wholly here and `nalEnd` is behind its last non-zero byte. */
  readonly nalComplete: boolean;
  /** The slices before the last, whole, in the order of their arrival. */
  readonly earlierSlices: readonly NalRange[];
  /** What the last slice refers to. */
  readonly sps: SequenceParameterSet;
  readonly pps: PictureParameterSet;
}

/** Where a finder of picture ends takes its pictures from and hands its findings to. */
export interface OpenPictureSource {
  /** `undefined` where no slice is open, or its parameter sets are not known. */
  currentPicture(): OpenPicture | undefined;
  /**
   * Ends the open picture behind the byte before `end`, an offset as in `OpenPicture`, and emits it at once with the
   * receive time of the chunk that held that byte. Zeros and start code behind it belong to the next access unit.
   * Slices of the same picture that come later are redundant or a finder's mistake: they are dropped as a fault.
   *
   * @returns false, and does nothing, where no picture is open or `end` is outside its last slice.
   */
  endPicture(end: number): boolean;
}
