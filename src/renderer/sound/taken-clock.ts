/** The least late piece of so long tells when all of them were taken. */
const MEMORY_US = 3e6;
/** A piece that is later by more comes after a pause: they are counted anew. */
const PAUSE_US = 200_000;

/**
 * When pieces were taken, where no times are given: one behind the other, and the one that came quickest came at once. A link that
 * hurries and dawdles does not move them; a sender's clock that is a little slow does.
 */
export class TakenClock {
  #endUs = 0;
  /** How much later than their end pieces came, the earliest and least first. */
  #late: { readonly us: number; readonly atUs: number }[] = [];

  /**
   * @param arrivedUs when its last byte came
   * @returns when its first sample was taken, on the same clock
   */
  takenUs(arrivedUs: number, lengthUs: number): number {
    this.#endUs += lengthUs;
    const us = arrivedUs - this.#endUs;
    const [least] = this.#late;
    if (least && us - least.us > PAUSE_US) this.#late = [];
    this.#late = this.#late.filter((entry) => entry.us < us && entry.atUs > arrivedUs - MEMORY_US);
    this.#late.push({ us, atUs: arrivedUs });
    return this.#endUs - lengthUs + this.#late[0]!.us;
  }
}
