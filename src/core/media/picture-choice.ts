import type { AccessUnit } from './access-unit';

/** Which pictures of a stream are wanted: all, now and then a key picture, or none. */
export const GIVEN_PICTURES = ['all', 'key', 'none'] as const;
export type GivenPictures = (typeof GIVEN_PICTURES)[number];

/** Key pictures are given no closer than this: a stream of nothing else, as JPEG is, would be spared nothing. */
const KEY_INTERVAL_US = 900_000;

/** Leaves out the pictures that a subscriber has no use for at the moment. */
export class PictureChoice {
  #given: GivenPictures = 'all';
  #lastKeyUs = Number.NEGATIVE_INFINITY;

  get given(): GivenPictures {
    return this.#given;
  }

  /** @returns whether there are more from here on, so that the group up to now is missing */
  give(given: GivenPictures): boolean {
    const isMore = GIVEN_PICTURES.indexOf(given) < GIVEN_PICTURES.indexOf(this.#given);
    this.#given = given;
    this.#lastKeyUs = Number.NEGATIVE_INFINITY;
    return isMore;
  }

  admits({ key, receiveUs }: Pick<AccessUnit, 'key' | 'receiveUs'>): boolean {
    if (this.#given !== 'key') return this.#given === 'all';
    if (!key || receiveUs - this.#lastKeyUs < KEY_INTERVAL_US) return false;
    this.#lastKeyUs = receiveUs;
    return true;
  }
}
