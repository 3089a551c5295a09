import type { OpenPictureSource } from '../open-picture';
import { PictureEndFinder } from './picture-end-finder';
import type { DamageReason, UnsupportedReason } from './verdict';

/** Why a picture had to wait for the next start code. */
export type WaitReason = UnsupportedReason | DamageReason;

/** How the pictures ended that were still open when the socket went quiet. Counts rise from 0. */
export interface QuietEndStatistics {
  /** Ended by their own bits. */
  readonly found: number;
  /** Left to the next start code, by reason. */
  readonly waited: ReadonlyMap<WaitReason, number>;
}

/**
 * Ends pictures at their own last bit. After each `push` a source calls `quiet()` as soon as its socket has nothing more
 * to read; if the next start code is already there, there is nothing to do.
 *
 *     assembler.push(chunk, now); if (nothingMoreToRead) quietEnd.quiet();
 */
export class QuietEnd {
  readonly #waited = new Map<WaitReason, number>();
  #found = 0;
  /** The last picture in `waited`: each counts once. */
  #counted = -1;

  readonly #source: OpenPictureSource;
  readonly #finder: PictureEndFinder;

  constructor(source: OpenPictureSource, finder = new PictureEndFinder()) {
    this.#source = source;
    this.#finder = finder;
  }

  get statistics(): QuietEndStatistics {
    return { found: this.#found, waited: this.#waited };
  }

  /** Ends the open picture if it is whole. Returns the number of pictures ended, which is 0 or 1 on any sane stream. */
  quiet(): number {
    let ended = 0;
    for (;;) {
      const picture = this.#source.currentPicture();
      if (!picture) return ended;
      const end = this.#finder.find(picture);
      if (end.state === 'more') return ended;
      if (end.state !== 'end') {
        this.#count(picture.picture, end.reason);
        return ended;
      }
      if (!this.#source.endPicture(end.offset)) return ended;
      this.#found++;
      ended++;
    }
  }

  #count(picture: number, reason: WaitReason): void {
    if (picture === this.#counted) return;
    this.#counted = picture;
    this.#waited.set(reason, (this.#waited.get(reason) ?? 0) + 1);
  }
}
