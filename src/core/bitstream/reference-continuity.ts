import type { SliceIdentity } from './slice-identity';

/** What was found of a picture besides its number. */
export interface PictureFacts {
  /** Its memory_management_control_operation 5 has the numbers start anew behind it. */
  readonly restarts: boolean;
  /** Its bits were read to its last macroblock. */
  readonly whole: boolean;
}

/** A leap of frame_num: behind which picture of its group, and by how much. */
interface Leap {
  readonly at: number;
  readonly step: number;
}

/** Leaps of one size in a group, and in how many of its reference pictures, that are a way of counting. */
const MIN_LEAPS = 3;

/**
 * Watches `frame_num` (7.4.3) for pictures that never came. It rises by one behind each reference picture, so a picture
 * that continues what was received bears the number of the last reference picture, or the next.
 *
 * Where `gaps_in_frame_num_value_allowed_flag` is set the encoder leaves numbers out on purpose, and nothing can be told.
 * A loss of exactly `MaxFrameNum` reference pictures (16 at least) looks like none.
 *
 * Some hardware encoders count otherwise: the first picture behind each IDR bears 2, or each picture counts twice. They are
 * believed once a group has leapt in the same way as the one before, every picture of which was whole and none of which was
 * known to be lost; or where at least every other reference picture leaps by the same step.
 */
export class ReferenceContinuity {
  /** PrevRefFrameNum; `undefined` before the first picture. */
  #previous: number | undefined;
  /** Pictures and reference pictures in this group, and its leaps. */
  #pictures = 0;
  #references = 0;
  #leaps: Leap[] = [];
  /** Nothing is known to be missing or broken in this group but what its leaps stand for. */
  #sound = false;
  /** The first leap of the group before, if that was sound. */
  #usual: Leap | undefined;
  #believed: Partial<Leap> | undefined;

  /** Leaps of this stream are its way of counting. */
  get countsOtherwise(): boolean {
    return this.#believed !== undefined;
  }

  /** Something was lost on its way here, as its transport knows: a leap may be true. */
  lost(): void {
    this.#sound = false;
    this.#believed = undefined;
  }

  /** Takes the next picture in decoding order; returns whether pictures are missing between it and the one before. */
  misses(slice: SliceIdentity, { restarts, whole }: PictureFacts): boolean {
    const sps = slice.parameterSets?.sps;
    if (!sps) return false;
    if (slice.idr) this.#beginGroup();
    const previous = slice.idr ? 0 : this.#previous;
    if (slice.nal_ref_idc !== 0) {
      this.#previous = restarts ? 0 : slice.frame_num;
      this.#references++;
    }
    this.#pictures++;
    this.#sound &&= whole;
    if (slice.idr || previous === undefined || sps.gaps_in_frame_num_value_allowed_flag) return false;
    const range = 2 ** (sps.log2_max_frame_num_minus4 + 4);
    const step = (slice.frame_num - previous + range) % range;
    return step > 1 && !this.#believes({ at: this.#pictures, step });
  }

  #believes(leap: Leap): boolean {
    if (this.#leaps.length < MIN_LEAPS) this.#leaps.push(leap);
    else this.#leaps[MIN_LEAPS - 1] = leap;
    this.#believed ??= this.#wayOfCounting(leap);
    const { step = leap.step, at = leap.at } = this.#believed ?? { step: 0 };
    return step === leap.step && at === leap.at;
  }

  #wayOfCounting({ at, step }: Leap): Partial<Leap> | undefined {
    if (!this.#sound) return undefined;
    if (this.#usual?.at === at && this.#usual.step === step) return { at, step };
    const alike = this.#leaps.length === MIN_LEAPS && this.#leaps.every((leap) => leap.step === step);
    return alike && this.#references <= 2 * MIN_LEAPS ? { step } : undefined;
  }

  #beginGroup(): void {
    this.#usual = this.#sound && this.#pictures > 2 ? this.#leaps[0] : undefined;
    this.#pictures = 0;
    this.#references = 0;
    this.#leaps = [];
    this.#sound = true;
  }
}
