import type { AssemblerFault } from '../assembler-fault';
import type { NalRole, NalRules, NeededSet, Picture, SliceStart, StoredSet } from '../nal-rules';
import { recoveryCountOf } from '../recovery-point-sei';
import { HevcSetTable } from './hevc-set-table';
import {
  beginsHevcAccessUnit,
  HEVC_HEADER_BYTES,
  HevcNalType,
  hevcLayerId,
  hevcNalType,
  isHevcParameterSet,
  isSliceSegment,
} from './nal';
import { type HevcSliceStart, readHevcSliceStart } from './slice-start';

const ROLES = Array.from({ length: 64 }, (_, type) => roleOf(type));

/** H.265 (7.4.2.4.4). NAL units of layers above the base are left out. */
export class HevcRules implements NalRules<HevcSliceStart> {
  readonly codec = 'h265';
  readonly restIsLate = true;
  readonly #table = new HevcSetTable();

  type(header: number): number {
    return hevcNalType(header);
  }

  /** A first byte with its last bit set is of nuh_layer_id 32 or above. */
  role(header: number): NalRole {
    return (header & 1) !== 0 ? 'foreign' : ROLES[hevcNalType(header)]!;
  }

  isForeign(nal: Uint8Array): boolean {
    return nal.length >= HEVC_HEADER_BYTES && hevcLayerId(nal[0]!, nal[1]!) > 0;
  }

  readSlice(nal: Uint8Array): SliceStart<HevcSliceStart> {
    if (this.isForeign(nal)) return 'foreign';
    const slice = readHevcSliceStart(nal, this.#table.layoutOf);
    return typeof slice === 'string' ? slice : { slice };
  }

  firstBit({ first_slice_segment_in_pic_flag }: HevcSliceStart): number {
    return first_slice_segment_in_pic_flag ? 1 : 0;
  }

  /** All slice segments of a picture have one nal_unit_type (7.4.2.2): of another type it is one whose first was lost. */
  beginsPicture(open: Picture<HevcSliceStart>, next: HevcSliceStart): boolean {
    return next.first_slice_segment_in_pic_flag || open.slice.nal_unit_type !== next.nal_unit_type;
  }

  /** Each field is a picture to decoders, too. */
  isHalf(): boolean {
    return false;
  }

  isRestOf(_: Picture<HevcSliceStart>, next: HevcSliceStart): boolean {
    return !next.first_slice_segment_in_pic_flag;
  }

  store(type: number, nal: Uint8Array): StoredSet {
    return this.#table.store(type, nal);
  }

  setsOf(slice: HevcSliceStart): readonly NeededSet[] | undefined {
    return this.#table.needed(slice.slice_pic_parameter_set_id);
  }

  hasSets(slice: HevcSliceStart): boolean {
    return this.#table.has(slice.slice_pic_parameter_set_id);
  }

  isGuess(): boolean {
    return false;
  }

  adopt(): void {}

  isKey({ irap }: HevcSliceStart): boolean {
    return irap;
  }

  address({ slice_segment_address }: HevcSliceStart): number {
    return slice_segment_address;
  }

  /** Only the whole slice header would tell; an intra picture that is no IRAP picture has its recovery point. */
  isIntra(): boolean {
    return false;
  }

  recoveryCount(type: number, nal: Uint8Array): number | undefined {
    return type === HevcNalType.prefixSei ? recoveryCountOf(nal, 2) : undefined;
  }

  /** A picture that is none of its sub-layer's references may be one of a higher sub-layer's. */
  isDisposable(): boolean {
    return false;
  }

  lost(): void {}

  continuity(): AssemblerFault | undefined {
    return undefined;
  }
}

function roleOf(type: number): NalRole {
  if (isSliceSegment(type)) return 'slice';
  if (isHevcParameterSet(type)) return 'parameter-set';
  if (type === HevcNalType.accessUnitDelimiter) return 'delimiter';
  // What follows is a suffix SEI, filler, an end of sequence: no loss.
  return beginsHevcAccessUnit(type) ? 'begins' : 'follows';
}
