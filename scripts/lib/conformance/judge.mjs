import { numberIn } from './encode.mjs';

/** A picture that was coded again: the mean of its differences in luma, and in any part of 16x16. */
const NEAR = { mean: 5, part: 40 };
const PART = 16;

/**
 * @typedef {object} Judgement
 * @property {boolean} ok
 * @property {string} words `90/90`, or what is wrong
 */

/** Pictures by what ffmpeg makes of the stream. */
export class Judge {
  #size;
  /** @type {Map<number, Buffer>} */
  #pictures = new Map();
  #last;

  /** @param {readonly Buffer[]} pictures @param {{ width: number, height: number }} size */
  constructor(pictures, size) {
    this.#size = size;
    for (const picture of pictures) {
      const number = numberIn(picture, size);
      if (number !== undefined) this.#pictures.set(number, picture);
    }
    this.#last = Math.max(...this.#pictures.keys());
  }

  /**
   * A film that begins somewhere and goes on to the end: each picture true, in order, and none left out.
   * @param {readonly Buffer[]} shown
   * @param {{ firstBy: number, isExact: boolean, mayLack: boolean, held?: number }} options `held`: so many may be missing at the end
   * @returns {Judgement}
   */
  film(shown, { firstBy, isExact, mayLack, held = 0 }) {
    if (shown.length === 0) return bad('nothing');
    const numbers = shown.map((picture) => numberIn(picture, this.#size));
    const isFalse = shown.filter((picture, at) => !this.isTrue(picture, numbers[at], isExact)).length;
    if (isFalse > 0) return bad(`${isFalse} of ${shown.length} false`);
    const disordered = numbers.filter((number, at) => at > 0 && number <= numbers[at - 1]).length;
    if (disordered > 0) return bad(`${disordered} out of order`);
    const good = { ok: true, words: `${shown.length}` };
    if (mayLack) return good;
    const [first, last] = [numbers[0], numbers.at(-1)];
    if (first > firstBy) return bad(`begins at ${first}`);
    if (last < this.#last - held) return bad(`ends at ${last} of ${this.#last}`);
    const lost = last - first + 1 - shown.length;
    return lost > 0 ? bad(`lacks ${lost} of ${last - first + 1}`) : good;
  }

  /** @param {Uint8Array} picture @param {number | undefined} number @param {boolean} isExact */
  isTrue(picture, number, isExact) {
    const wanted = number === undefined ? undefined : this.#pictures.get(number);
    if (!wanted) return false;
    return isExact ? Buffer.compare(wanted, picture) === 0 : isNear(wanted, picture, this.#size);
  }
}

/** Whether luma is alike, as a whole and in each part. */
function isNear(a, b, { width, height }) {
  let all = 0;
  for (let y = 0; y + PART <= height; y += PART) {
    for (let x = 0; x + PART <= width; x += PART) {
      let sum = 0;
      for (let row = y; row < y + PART; row++) {
        for (let at = row * width + x; at < row * width + x + PART; at++) sum += Math.abs(a[at] - b[at]);
      }
      if (sum / PART ** 2 > NEAR.part) return false;
      all += sum;
    }
  }
  return all / (width * height) <= NEAR.mean;
}

/** @param {string} words @returns {Judgement} */
export function bad(words) {
  return { ok: false, words };
}
