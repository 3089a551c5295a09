import type { AccessUnit } from '../../media/access-unit';
import { ParameterSetTable } from '../parameter-set-table';
import { PictureOrder } from '../picture-order';
import { readPrelude } from '../prelude';
import { type ActiveParameterSets, readSliceIdentity } from '../slice-identity';
import { splice } from '../splice';
import { greyIdr } from './grey-idr';

/** A picture on its way into a decoder: what comes of a hidden one is not shown. */
export interface FedPicture extends AccessUnit {
  readonly hidden?: boolean;
}

/**
 * Makes the start of a decoder for H.264 at an entry that is no IDR picture: what it is fed for each access unit.
 *
 * A grey IDR picture of the stream's own format is put in front, since decoders take nothing else for a beginning; pictures
 * are hidden until the recovery point's count has passed, and those that are decoded behind the entry and shown before it are
 * left out, for they refer to what never came.
 */
export class DecoderStart<P extends FedPicture> {
  readonly #sets: ActiveParameterSets | undefined;
  readonly #order = new PictureOrder();
  #entry: P | undefined;
  /** Frames by frame_num that are still to pass until pictures are right, and the number of the last picture. */
  #left = 0;
  #frameNum: number | undefined;
  #entryCount = 0;
  /** Pictures that are shown before the entry may still come. */
  #leading = false;

  /** @param entry the access unit to begin with, whose `entry` is set */
  constructor(entry: P) {
    this.#entry = entry;
    const table = new ParameterSetTable();
    const { sps, pps, slice } = readPrelude(entry.data);
    for (const { start, end } of sps) table.storeSps(entry.data.subarray(start, end));
    for (const { start, end } of pps) table.storePps(entry.data.subarray(start, end));
    this.#sets = slice === -1 ? undefined : table.ofSlice(entry.data, slice);
  }

  /** Whether every picture from here on is fed as it comes. */
  get isDone(): boolean {
    return !this.#entry && this.#left <= 0 && !this.#leading;
  }

  /** What to feed for the next access unit, the entry being the first; in order, and nothing for one that is left out. */
  next(unit: P): readonly P[] {
    if (unit.key) {
      this.#entry = undefined;
      this.#left = 0;
      this.#leading = false;
      return [unit];
    }
    if (this.#entry) return this.#begin(this.#entry);
    if (this.#leading && this.#isLeading(unit.data)) return [];
    if (this.#left > 0) this.#pass(unit.data);
    return [this.#left > 0 ? { ...unit, hidden: true } : unit];
  }

  #begin(unit: P): readonly P[] {
    this.#entry = undefined;
    const { data, entry } = unit;
    const sets = this.#sets;
    const { sps, pps, slice } = readPrelude(data);
    const identity = sets && readSliceIdentity(data, slice, data.length, () => sets);
    const slices = identity && greyIdr(sets, lsbBefore(identity.pic_order_cnt_lsb, sets));
    if (!slices) return [unit];
    this.#left = typeof entry === 'object' ? entry.recovery : 0;
    this.#leading = sets.sps.pic_order_cnt_type !== 2;
    this.#entryCount = this.#order.next(data, slice, sets)?.count ?? 0;
    this.#frameNum = identity.frame_num;
    const nals = [...sps, ...pps].map(({ start, end }) => data.subarray(start, end));
    const grey = splice(new Uint8Array(0), [], 0, [...nals, ...slices]);
    return [greyOf(unit, grey), this.#left > 0 ? { ...unit, hidden: true } : unit];
  }

  /** Leading pictures come in a row behind the entry. */
  #isLeading(data: Uint8Array): boolean {
    const { slice } = readPrelude(data);
    const order = this.#sets && slice !== -1 ? this.#order.next(data, slice, this.#sets) : undefined;
    this.#leading = order !== undefined && !order.begins && order.count < this.#entryCount;
    return this.#leading;
  }

  #pass(data: Uint8Array): void {
    const sets = this.#sets;
    const { slice } = readPrelude(data);
    const identity = sets && slice !== -1 ? readSliceIdentity(data, slice, data.length, () => sets) : undefined;
    if (!sets || !identity) return;
    const range = 2 ** (sets.sps.log2_max_frame_num_minus4 + 4);
    this.#left -= (identity.frame_num - (this.#frameNum ?? identity.frame_num) + range) % range;
    this.#frameNum = identity.frame_num;
  }
}

/** The grey picture in front of an entry, just before it in time. */
function greyOf<P extends FedPicture>(entry: P, data: Uint8Array): P {
  const { captureUs, receiveUs } = entry;
  return {
    ...entry,
    data,
    key: true,
    entry: 'idr',
    hidden: true,
    receiveUs: receiveUs - 1,
    ...(captureUs !== undefined && { captureUs: captureUs - 1 }),
  };
}

/**
 * The order count of a picture that is shown before one with this one. Up to half the range that is 0; beyond, a decoder would
 * take the picture for one from before the wrap.
 */
function lsbBefore(lsb: number, { sps }: ActiveParameterSets): number {
  const half = 2 ** (sps.log2_max_pic_order_cnt_lsb_minus4 + 3);
  return lsb > 0 && lsb < half ? 0 : (lsb + 2 * half - 2) % (2 * half);
}
