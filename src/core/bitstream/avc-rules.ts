import type { AssemblerFault } from './assembler-fault';
import { beginsAccessUnit, followsSlices, hasSliceHeader, NalUnitType, nalUnitType } from './nal';
import type { NalRole, NalRules, NeededSet, Picture, SliceStart, StoredSet } from './nal-rules';
import { ParameterSetTable } from './parameter-set-table';
import { recoveryCountOf } from './recovery-point-sei';
import { ReferenceContinuity } from './reference-continuity';
import { restartsCounts } from './restarts-counts';
import {
  type ActiveParameterSets,
  beginsPicture,
  isOtherField,
  readSliceIdentity,
  type SliceIdentity,
} from './slice-identity';

/** slice_type modulo 5. */
const I_SLICE = 2;

/** nal_unit_type and header byte agree in all that matters, so a byte's role is looked up. */
const ROLES = Array.from({ length: 32 }, (_, type) => roleOf(type));

/** H.264 (7.4.1.2.3, 7.4.1.2.4). */
export class AvcRules implements NalRules<SliceIdentity> {
  readonly codec = 'h264';
  readonly restIsLate = false;
  readonly #table = new ParameterSetTable();
  readonly #former: ParameterSetTable | undefined;
  readonly #continuity = new ReferenceContinuity();

  /** @param former sets of the connection before, which are tried where this one brings none */
  constructor(former?: ParameterSetTable) {
    this.#former = former;
  }

  /** The sets of this connection, or where it brought none, those of the one before. */
  get known(): ParameterSetTable | undefined {
    return this.#table.isEmpty ? this.#former : this.#table;
  }

  type(header: number): number {
    return nalUnitType(header);
  }

  role(header: number): NalRole {
    return ROLES[nalUnitType(header)]!;
  }

  isForeign(): boolean {
    return false;
  }

  readSlice(nal: Uint8Array): SliceStart<SliceIdentity> {
    const slice = readSliceIdentity(nal, 0, nal.length, this.#find);
    return slice ? { slice } : 'too-short';
  }

  readonly #find = (id: number): ActiveParameterSets | undefined =>
    this.#table.find(id) ?? (this.#table.has(id) ? undefined : this.#former?.find(id));

  isGuess({ pic_parameter_set_id, parameterSets }: SliceIdentity): boolean {
    return parameterSets !== undefined && this.#table.find(pic_parameter_set_id) === undefined;
  }

  adopt({ parameterSets }: SliceIdentity): void {
    const needed = parameterSets && this.#former?.needed(parameterSets.sps.seq_parameter_set_id);
    if (!needed?.sps) return;
    this.#table.storeSps(needed.sps);
    for (const pps of needed.pps.values()) this.#table.storePps(pps);
  }

  firstBit(slice: SliceIdentity): number {
    return slice.first_mb_in_slice === 0 && slice.redundant_pic_cnt === 0 ? planeBit(slice) : 0;
  }

  beginsPicture(open: Picture<SliceIdentity>, next: SliceIdentity): boolean {
    if (this.isHalf(open) && isOtherField(open.slice, next)) return false;
    return beginsPicture(open.slice, next, (open.firsts & planeBit(next)) !== 0);
  }

  isHalf({ first, slice }: Picture<SliceIdentity>): boolean {
    return first.field_pic_flag === 1 && first.bottom_field_flag === slice.bottom_field_flag;
  }

  isRestOf(ended: Picture<SliceIdentity>, next: SliceIdentity): boolean {
    return !this.beginsPicture(ended, next);
  }

  store(type: number, nal: Uint8Array): StoredSet {
    const isSps = type === NalUnitType.sps;
    const stored = isSps ? this.#table.storeSps(nal) : this.#table.storePps(nal);
    if (!stored.ok) return stored;
    const key = isSps ? spsKey(stored.id) : ppsKey(stored.id);
    return stored.mended ? { ok: true, key, mended: true } : { ok: true, key };
  }

  setsOf({ parameterSets }: SliceIdentity): readonly NeededSet[] | undefined {
    const spsId = parameterSets?.sps.seq_parameter_set_id;
    if (spsId === undefined) return undefined;
    const { sps, pps } = this.#table.needed(spsId);
    if (!sps) return undefined;
    return [{ key: spsKey(spsId), nal: sps }, ...Array.from(pps, ([id, nal]) => ({ key: ppsKey(id), nal }))];
  }

  hasSets({ parameterSets }: SliceIdentity): boolean {
    return parameterSets !== undefined;
  }

  isKey({ idr }: SliceIdentity): boolean {
    return idr;
  }

  address({ first_mb_in_slice }: SliceIdentity): number {
    return first_mb_in_slice;
  }

  isIntra({ slice_type }: SliceIdentity): boolean {
    return slice_type % 5 === I_SLICE;
  }

  recoveryCount(type: number, nal: Uint8Array): number | undefined {
    return type === NalUnitType.sei ? recoveryCountOf(nal, 1) : undefined;
  }

  isDisposable({ nal_ref_idc }: SliceIdentity): boolean {
    return nal_ref_idc === 0;
  }

  /** Leaps of frame_num are the encoder's way of counting. */
  get countsOtherwise(): boolean {
    return this.#continuity.countsOtherwise;
  }

  lost(): void {
    this.#continuity.lost();
  }

  continuity(slice: SliceIdentity, nal: Uint8Array, whole: boolean): AssemblerFault | undefined {
    const sets = slice.parameterSets;
    const restarts = sets !== undefined && restartsCounts(nal, 0, nal.length, sets);
    return this.#continuity.misses(slice, { restarts, whole })
      ? { kind: 'missing-pictures', frame_num: slice.frame_num }
      : undefined;
  }
}

/** There are three colour planes, of each of two fields. */
function planeBit({ colour_plane_id, bottom_field_flag }: SliceIdentity): number {
  return 1 << (colour_plane_id + 3 * bottom_field_flag);
}

function spsKey(id: number): string {
  // not shown: a key
  return `sps ${id}`;
}

function ppsKey(id: number): string {
  // not shown: a key
  return `pps ${id}`;
}

function roleOf(type: number): NalRole {
  if (hasSliceHeader(type)) return 'slice';
  if (type === NalUnitType.sps || type === NalUnitType.pps) return 'parameter-set';
  if (type === NalUnitType.accessUnitDelimiter) return 'delimiter';
  if (type === NalUnitType.prefix) return 'prefix';
  if (beginsAccessUnit(type)) return 'begins';
  return followsSlices(type) ? 'follows' : 'other';
}
