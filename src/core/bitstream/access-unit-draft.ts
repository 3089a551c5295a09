import { NalUnitType } from './nal';
import type { NalRange } from './open-picture';
import type { ParameterSetTable } from './parameter-set-table';
import type { ParseFault } from './parameter-set-types';
import { beginsPicture, type SliceIdentity } from './slice-identity';
import { type Range, splice } from './splice';

/** A slice of the picture. */
export interface DraftSlice {
  /** Its header byte. */
  readonly start: number;
  /** Set once a start code behind the slice has been found, `next`: where it ends, and when its last byte arrived. */
  behind?: { readonly end: number; readonly endUs: number; readonly next: number };
}

/** The picture that a slice is compared with: its latest slice, and which colour planes' first macroblock it has. */
export interface PictureIdentity {
  readonly slice: SliceIdentity;
  readonly zeroPlanes: number;
}

/** Whether `next` begins another picture than this. */
export function differs(picture: PictureIdentity, next: SliceIdentity): boolean {
  return beginsPicture(picture.slice, next, (picture.zeroPlanes & planeBit(next)) !== 0);
}

function planeBit(slice: SliceIdentity): number {
  return 1 << slice.colour_plane_id;
}

/** What is known of the access unit that is being put together; its bytes are in the splitter's window. */
export class AccessUnitDraft {
  /** NAL units so far. */
  nalUnits = 0;
  readonly slices: DraftSlice[] = [];
  picture: PictureIdentity | undefined;
  /** Behind the access unit delimiter, where parameter sets go. */
  parameterSetsAt = 0;
  /** A prefix NAL unit stands behind the slices: the access unit ends before it if another picture follows. */
  tentative: { readonly end: number; readonly endUs: number; readonly from: number } | undefined;
  private readonly cuts: Range[] = [];
  private readonly spsAt = new Map<number, Range>();
  private readonly ppsAt = new Map<number, Range>();

  addSlice(start: number, identity: SliceIdentity): void {
    const zeroes = identity.first_mb_in_slice === 0 && identity.redundant_pic_cnt === 0 ? planeBit(identity) : 0;
    this.picture = { slice: identity, zeroPlanes: (this.picture?.zeroPlanes ?? 0) | zeroes };
    this.slices.push({ start });
  }

  /** All slices but the last, which are complete. */
  earlierSlices(): NalRange[] {
    return this.slices.slice(0, -1).map(({ start, behind }) => ({ start, end: behind?.end ?? start }));
  }

  /** Leaves a NAL unit out of what is written. */
  cut(from: number, to: number): void {
    this.cuts.push({ from, to });
  }

  /**
   * Offers an SPS (7) or PPS (8) of this access unit to the table. One that is broken is cut out.
   *
   * @param nal from its header byte; its start code is at `from`, the one behind it at `to`.
   */
  takeParameterSet(
    type: number,
    nal: Uint8Array,
    from: number,
    to: number,
    table: ParameterSetTable,
  ): ParseFault | undefined {
    const isSps = type === NalUnitType.sps;
    const stored = isSps ? table.storeSps(nal) : table.storePps(nal);
    if (!stored.ok) {
      this.cut(from, to);
      return stored.error;
    }
    (isSps ? this.spsAt : this.ppsAt).set(stored.id, { from, to });
    return undefined;
  }

  /**
   * Copies the access unit out of the window, without what was cut. A key picture gets the parameter sets of its SPS
   * behind its delimiter unless it holds every one of them itself.
   *
   * @param window from the access unit's first byte to behind its last.
   */
  write(window: Uint8Array, table: ParameterSetTable): Uint8Array {
    const spsId = this.picture?.slice.idr ? this.picture.slice.parameterSets?.sps.seq_parameter_set_id : undefined;
    const missing = spsId === undefined ? [] : this.replaceParameterSets(spsId, table);
    if (missing.length === 0 && this.cuts.length === 0) return window.slice();
    return splice(window, this.cuts, this.parameterSetsAt, missing);
  }

  /** @returns nothing where the picture holds all; else all, and those that it holds are cut, to keep their order. */
  private replaceParameterSets(spsId: number, table: ParameterSetTable): readonly Uint8Array[] {
    const { sps, pps } = table.needed(spsId);
    if (!sps || (this.spsAt.has(spsId) && [...pps.keys()].every((id) => this.ppsAt.has(id)))) return [];
    const held = [this.spsAt.get(spsId), ...[...pps.keys()].map((id) => this.ppsAt.get(id))];
    for (const range of held) if (range) this.cuts.push(range);
    return [sps, ...pps.values()];
  }
}
