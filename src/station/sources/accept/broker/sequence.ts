/** What to do with a picture: take it, take it after a loss, or leave out what was there already. */
export type Verdict = 'next' | 'after-loss' | 'known';

/**
 * Follows the numbers of a stream's pictures. One who joins may be given a picture twice: live, and with the group that
 * was sent to it alone.
 */
export class Sequence {
  #last: number | undefined;

  follow(seq: number): Verdict {
    const last = this.#last;
    if (last !== undefined && seq <= last) return 'known';
    this.#last = seq;
    return last === undefined || seq === last + 1 ? 'next' : 'after-loss';
  }
}
