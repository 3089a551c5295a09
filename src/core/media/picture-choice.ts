import { type AccessUnit, asBeginning, isEntry, isRightAtOnce } from './access-unit';

/** Which pictures of a stream are wanted: all, now and then one that is right alone (“key”), or none. */
export const GIVEN_PICTURES = ['all', 'key', 'none'] as const;
export type GivenPictures = (typeof GIVEN_PICTURES)[number];

/** Key pictures are given no closer than this: a stream of nothing else, as JPEG is, would be spared nothing. */
const KEY_INTERVAL_US = 900_000;

/** Leaves out the pictures that a subscriber has no use for at the moment. */
export class PictureChoice {
  #given: GivenPictures = 'all';
  #lastKeyUs = Number.NEGATIVE_INFINITY;
  /** The stream refreshes itself bit by bit: none of its pictures is right alone, so that all are given for key pictures. */
  #rolls = false;

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

  /** @returns the picture as it is to be given; `undefined` where it is not */
  take(unit: AccessUnit): AccessUnit | undefined {
    const hasRolled = this.#rolls;
    if (isEntry(unit)) this.#rolls = !isRightAtOnce(unit);
    if (this.#given !== 'key') return this.#given === 'all' ? unit : undefined;
    if (this.#rolls) return hasRolled ? unit : asBeginning(unit);
    if (!isEntry(unit) || unit.receiveUs - this.#lastKeyUs < KEY_INTERVAL_US) return undefined;
    this.#lastKeyUs = unit.receiveUs;
    return asBeginning(unit);
  }
}
