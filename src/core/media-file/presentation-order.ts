/** A decoder holds no more pictures back (H.264, A.3.1; H.265, A.4.2). */
const MAX_HELD = 16;

/**
 * The order in which pictures are shown, kept as they are added in the order of decoding: 8 bytes a picture. A picture goes
 * before no more of its predecessors than a decoder can hold back, whatever its time says.
 */
export class PresentationOrder {
  /** By how many pictures decoding runs ahead: the most that any went before others. */
  depth = 0;
  #placeByRank: Uint32Array<ArrayBuffer>;
  #rankByPlace: Uint32Array<ArrayBuffer>;

  /** @param inOrder pictures so far, all of which are shown as they are decoded */
  constructor(inOrder: number) {
    const capacity = Math.max(1024, 2 * inOrder);
    this.#placeByRank = new Uint32Array(capacity);
    this.#rankByPlace = new Uint32Array(capacity);
    for (let i = 0; i < inOrder; i++) {
      this.#placeByRank[i] = i;
      this.#rankByPlace[i] = i;
    }
  }

  /** Takes the next picture. @param times of all, by place */
  add(times: Float64Array, place: number): void {
    if (place === this.#placeByRank.length) this.#grow();
    const timeUs = times[place]!;
    let rank = place;
    while (rank > 0 && place - rank < MAX_HELD && times[this.#placeByRank[rank - 1]!]! > timeUs) {
      this.#put(this.#placeByRank[rank - 1]!, rank);
      rank--;
    }
    this.#put(place, rank);
    this.depth = Math.max(this.depth, place - rank);
  }

  placeAt(rank: number): number {
    return this.#placeByRank[rank] ?? 0;
  }

  rankOf(place: number): number {
    return this.#rankByPlace[place] ?? 0;
  }

  #put(place: number, rank: number): void {
    this.#placeByRank[rank] = place;
    this.#rankByPlace[place] = rank;
  }

  #grow(): void {
    const grown = (from: Uint32Array) => {
      const to = new Uint32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.#placeByRank = grown(this.#placeByRank);
    this.#rankByPlace = grown(this.#rankByPlace);
  }
}
