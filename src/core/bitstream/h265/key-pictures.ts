import { findStartCode } from '../annex-b';

/** nal_unit_type (ITU-T H.265, table 7-1), those that matter here. */
const VPS = 32;
const SPS = 33;
const PPS = 34;
const FIRST_IRAP = 16;
const LAST_IRAP = 23;
const LAST_VCL = 31;
/** Longest set of parameter sets that is kept. */
const MOST_SETS_BYTES = 16 * 1024;

/** A picture of H.265, its parameter sets in front of it where it is a key picture. */
export interface H265Picture {
  readonly data: Uint8Array;
  /** An intra random access picture: decoding can start here. */
  readonly key: boolean;
}

/** Gives each key picture of one stream its parameter sets, whether the camera repeats them, sends them apart, or once. */
export class H265KeyPictures {
  /** With their start codes, by their type. */
  readonly #sets = new Map<number, Uint8Array>();

  /**
   * Takes what lies between two pictures' ends.
   *
   * @param data Annex B; copied where it is kept
   * @returns `undefined` where there is no picture in it, or a key picture whose parameter sets have not come
   */
  take(data: Uint8Array): H265Picture | undefined {
    const own = new Set<number>();
    let key: boolean | undefined;
    for (let at = findStartCode(data, 0, data.length); at !== -1 && at + 3 < data.length; ) {
      const type = (data[at + 3]! >> 1) & 0x3f;
      if (type <= LAST_VCL) {
        key = type >= FIRST_IRAP && type <= LAST_IRAP;
        break;
      }
      const next = findStartCode(data, at + 3, data.length);
      if (type >= VPS && type <= PPS && this.#keep(type, data.subarray(at, next === -1 ? data.length : next)))
        own.add(type);
      at = next;
    }
    if (key === undefined) return undefined;
    if (!key || own.size === 3) return { data: new Uint8Array(data), key };
    const sets = [VPS, SPS, PPS].map((type) => this.#sets.get(type));
    if (sets.includes(undefined)) return undefined;
    // Parameter sets that stand twice are harmless; ones that are missing are not.
    return { data: joined([...sets.filter((set) => set !== undefined), data]), key };
  }

  #keep(type: number, nal: Uint8Array): boolean {
    let end = nal.length;
    while (end > 0 && nal[end - 1] === 0) end--;
    if (end > MOST_SETS_BYTES) return false;
    this.#sets.set(type, Uint8Array.of(0, ...nal.subarray(0, end)));
    return true;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
