import type { PictureCodec } from '../media/access-unit';
import type { AssemblerFault } from './assembler-fault';
import type { ParseFault } from './parameter-set-types';

/** What a NAL unit is to the access unit that it comes in. */
export type NalRole =
  /** Begins with a slice header. */
  | 'slice'
  | 'parameter-set'
  /** The access unit delimiter: the first NAL unit of an access unit. */
  | 'delimiter'
  /** Stands before a picture's first slice alone: behind a slice it begins the next access unit. */
  | 'begins'
  /** Stands before a slice and belongs to that slice's picture, which only the slice can tell (H.264, NAL type 14). */
  | 'prefix'
  /** Stands behind a picture's slices, and is no loss without them. */
  | 'follows'
  /** Of a layer that is not shown: left out. */
  | 'foreign'
  | 'other';

/** A parameter set as it is put into an access unit, and the key under which the table has it. */
export interface NeededSet {
  readonly key: string;
  readonly nal: Uint8Array;
}

/** What became of a parameter set that was offered: kept under a key that no other kind has, or refused. `mended`: not as it came. */
export type StoredSet =
  | { readonly ok: true; readonly key: string; readonly mended?: true }
  | { readonly ok: false; readonly error: ParseFault };

/** A picture by the slices that came of it. */
export interface Picture<Slice> {
  readonly first: Slice;
  /** The latest. */
  readonly slice: Slice;
  /** Bits of `NalRules.firstBit` of all its slices; 0 where the picture's first slice never came. */
  readonly firsts: number;
}

/** What came of a slice: its start, or why there is none. */
export type SliceStart<Slice> = { readonly slice: Slice } | 'too-short' | 'broken' | 'foreign';

/** What H.264 and H.265 do differently in the making of access units. One object serves one stream. */
export interface NalRules<Slice> {
  /** Of the access units. */
  readonly codec: PictureCodec;
  /** What stands behind a picture that a caller ended: the rest of it, or only bytes that mean nothing. */
  readonly restIsLate: boolean;
  /** nal_unit_type of a header's first byte. */
  type(header: number): number;
  /** @param header the first byte of the NAL unit's header */
  role(header: number): NalRole;
  /** Whether a whole NAL unit belongs to a layer that is not shown, as its second byte says. */
  isForeign(nal: Uint8Array): boolean;
  /** Reads what tells which picture a slice belongs to. @param nal from its header, as far as it has come */
  readSlice(nal: Uint8Array): SliceStart<Slice>;
  /** A bit for a slice that is the first of its picture (or of a colour plane of it); 0 for any other. */
  firstBit(slice: Slice): number;
  /** Whether a slice begins another picture than the one that is open. */
  beginsPicture(open: Picture<Slice>, next: Slice): boolean;
  /** Whether one field of a frame has come, and what follows may be the other. */
  isHalf(open: Picture<Slice>): boolean;
  /** Whether a slice belongs to a picture that was already ended. */
  isRestOf(ended: Picture<Slice>, next: Slice): boolean;
  /** Offers a parameter set, from its header. It is copied where it is kept. */
  store(type: number, nal: Uint8Array): StoredSet;
  /** The parameter sets of the slice's picture, in order; `undefined` where one of them never came. */
  setsOf(slice: Slice): readonly NeededSet[] | undefined;
  /** Whether the parameter sets that a slice needs are there. */
  hasSets(slice: Slice): boolean;
  /** The sets are those of a connection before: they fit only if the picture's own bits say so. */
  isGuess(slice: Slice): boolean;
  /** They fit. */
  adopt(slice: Slice): void;
  /** Decoding can begin at the slice's picture. */
  isKey(slice: Slice): boolean;
  /** Address of the slice's first macroblock, or coding tree block. */
  address(slice: Slice): number;
  /** A slice that refers to no other picture. */
  isIntra(slice: Slice): boolean;
  /** The count of the recovery point that an SEI NAL unit names, if this is one and it does. */
  recoveryCount(type: number, nal: Uint8Array): number | undefined;
  /** No other picture refers to the slice's picture. */
  isDisposable(slice: Slice): boolean;
  /**
   * Takes the next picture in decoding order.
   *
   * @param nal its latest slice
   * @param whole it was read to its end
   * @returns what is missing before it
   */
  continuity(first: Slice, nal: Uint8Array, whole: boolean): AssemblerFault | undefined;
  /** Something was lost on its way here, as its transport knows. */
  lost(): void;
}
