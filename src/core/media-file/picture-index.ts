import { PresentationOrder } from './presentation-order';

/** A day and a half at 60 a second. What comes after is not played. */
export const MAX_PICTURES = 8_000_000;
const FIRST_CAPACITY = 1024;

/** One picture of a file. */
export interface IndexedPicture {
  /** Where its bytes lie in the file. */
  readonly offset: number;
  readonly bytes: number;
  /** When it is shown, in µs from the file's time 0; may be negative. */
  readonly timeUs: number;
  /** Decoding can begin here. */
  readonly key: boolean;
}

/**
 * Where the pictures of a file lie, in the order of decoding: 21 bytes a picture, and 8 more where some are shown in another
 * order. A place is a picture's number in that order. Only grows.
 */
export class PictureIndex {
  #count = 0;
  #offsets = new Float64Array(FIRST_CAPACITY);
  #sizes = new Uint32Array(FIRST_CAPACITY);
  #times = new Float64Array(FIRST_CAPACITY);
  #isKey = new Uint8Array(FIRST_CAPACITY);
  #keys = new Uint32Array(64);
  #keyCount = 0;
  /** Of key pictures behind which so many are not right yet, if decoding begins with them. */
  readonly #recoveries = new Map<number, number>();
  #latestUs = Number.NEGATIVE_INFINITY;
  #order: PresentationOrder | undefined;
  /** What lies outside of this is needed to decode, and not to be shown. */
  #fromUs = Number.NEGATIVE_INFINITY;
  #toUs = Number.POSITIVE_INFINITY;

  get count(): number {
    return this.#count;
  }

  /** Whether some pictures are shown in another order than they are decoded. */
  get reorders(): boolean {
    return this.#order !== undefined;
  }

  /** Whether some pictures are decoded and never shown. */
  get hidesAny(): boolean {
    return this.#count > 0 && (this.#firstRank > 0 || this.#lastRank < this.#count - 1);
  }

  /** By how many pictures decoding runs ahead of showing. */
  get reorderDepth(): number {
    return this.#order?.depth ?? 0;
  }

  /** @returns whether there was room */
  add({ offset, bytes, timeUs, key }: IndexedPicture): boolean {
    const place = this.#count;
    if (place >= MAX_PICTURES) return false;
    if (place === this.#offsets.length) this.#grow();
    this.#offsets[place] = offset;
    this.#sizes[place] = bytes;
    this.#times[place] = timeUs;
    this.#isKey[place] = key ? 1 : 0;
    this.#count++;
    if (key) this.#addKey(place);
    this.#putInOrder(place);
    return true;
  }

  /** Gives the first pictures other times: the file's were not those of showing. @param times of each, by place */
  retime(times: Float64Array): void {
    this.#times.set(times.subarray(0, this.#count));
    this.#order = undefined;
    this.#latestUs = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < this.#count; place++) this.#putInOrder(place);
  }

  /** What lies outside is decoded where it is needed, and never shown: the file's edit is shorter than its pictures. */
  showOnly(fromUs: number, toUs = Number.POSITIVE_INFINITY): void {
    this.#fromUs = fromUs;
    this.#toUs = toUs;
  }

  isShown(place: number): boolean {
    const timeUs = this.timeUs(place);
    return timeUs >= this.#fromUs && timeUs < this.#toUs;
  }

  /** A picture that was thought to be a key picture is none. */
  demote(place: number): void {
    if (this.#isKey[place] !== 1) return;
    this.#isKey[place] = 0;
    const at = this.#keyAt(place);
    this.#keys.copyWithin(at, at + 1, this.#keyCount);
    this.#keyCount--;
  }

  /** Decoding can begin at this key picture, and what is shown is right so many pictures later. */
  refreshes(place: number, recovery: number): void {
    if (recovery > 0) this.#recoveries.set(place, recovery);
  }

  /** Of a key picture: how many pictures, itself the first, are not right if decoding begins with it. */
  recovery(place: number): number {
    return this.#recoveries.get(place) ?? 0;
  }

  offset(place: number): number {
    return this.#offsets[place] ?? 0;
  }

  bytes(place: number): number {
    return place < this.#count ? this.#sizes[place]! : 0;
  }

  isKey(place: number): boolean {
    return this.#isKey[place] === 1;
  }

  /** NaN where there is no such picture. */
  timeUs(place: number): number {
    return place >= 0 && place < this.#count ? this.#times[place]! : Number.NaN;
  }

  /** When it is to be decoded, so that each picture can be shown at its time. */
  dueUs(place: number): number {
    return this.#order ? this.timeUs(this.#order.placeAt(Math.max(0, place - this.#order.depth))) : this.timeUs(place);
  }

  /** The first that is shown. */
  get first(): number | undefined {
    return this.#count === 0 ? undefined : this.#placeAt(this.#firstRank);
  }

  /** The last that is shown. */
  get last(): number | undefined {
    return this.#count === 0 ? undefined : this.#placeAt(this.#lastRank);
  }

  /** The last place that is needed to show all that is shown. */
  get lastNeeded(): number | undefined {
    if (this.#count === 0) return undefined;
    let place = 0;
    const rank = this.#lastRank;
    for (let at = Math.max(0, rank - this.reorderDepth); at <= rank; at++) place = Math.max(place, this.#placeAt(at));
    return place;
  }

  /** The last picture that is shown at or before a time, or the first there is. */
  at(us: number): number | undefined {
    if (this.#count === 0) return undefined;
    return this.#placeAt(Math.min(this.#lastRank, Math.max(this.#firstRank, this.#rankFrom(us, true) - 1)));
  }

  /** The picture that is shown after one. */
  after(place: number): number | undefined {
    const rank = this.#rankOf(place) + 1;
    return this.#count > 0 && rank <= this.#lastRank ? this.#placeAt(Math.max(rank, this.#firstRank)) : undefined;
  }

  /** The picture that is shown before one. */
  before(place: number): number | undefined {
    const rank = this.#rankOf(place) - 1;
    return this.#count > 0 && rank >= this.#firstRank ? this.#placeAt(Math.min(rank, this.#lastRank)) : undefined;
  }

  /** The first key picture after a place. */
  nextKey(place: number): number | undefined {
    const at = this.#keyAt(place + 1);
    return at < this.#keyCount ? this.#keys[at] : undefined;
  }

  /**
   * The key picture from which one is decoded so that it is right. A picture that follows a key picture and is shown before it
   * refers to what came earlier, too.
   */
  keyOf(place: number): number | undefined {
    let at = this.#keyAt(place + 1) - 1;
    if (at > 0 && this.timeUs(place) < this.timeUs(this.#keys[at]!)) at--;
    while (at > 0 && place - this.#keys[at]! < this.recovery(this.#keys[at]!)) at--;
    return at >= 0 ? this.#keys[at] : undefined;
  }

  get #firstRank(): number {
    return Math.min(this.#rankFrom(this.#fromUs), this.#count - 1);
  }

  get #lastRank(): number {
    return Math.max(this.#firstRank, this.#rankFrom(this.#toUs) - 1);
  }

  /** Shows all pictures later, and what the file's edit leaves out at its end with them. */
  delay(us: number): void {
    for (let place = 0; place < this.#count; place++) this.#times[place]! += us;
    this.#latestUs += us;
    this.#toUs += us;
  }

  #putInOrder(place: number): void {
    const timeUs = this.#times[place]!;
    if (timeUs < this.#latestUs) this.#order ??= new PresentationOrder(place);
    this.#order?.add(this.#times, place);
    this.#latestUs = Math.max(this.#latestUs, timeUs);
  }

  #addKey(place: number): void {
    if (this.#keyCount === this.#keys.length) this.#keys = copyInto(new Uint32Array(this.#keys.length * 2), this.#keys);
    this.#keys[this.#keyCount++] = place;
  }

  /** Of the first key picture at or behind a place, its number among key pictures. */
  #keyAt(place: number): number {
    return lowerBound(this.#keyCount, (at) => this.#keys[at]! >= place);
  }

  /** How many are shown before a time. @param isAfter and at it */
  #rankFrom(us: number, isAfter = false): number {
    return lowerBound(this.#count, (rank) => {
      const timeUs = this.#times[this.#placeAt(rank)]!;
      return isAfter ? timeUs > us : timeUs >= us;
    });
  }

  #placeAt(rank: number): number {
    return this.#order ? this.#order.placeAt(rank) : rank;
  }

  #rankOf(place: number): number {
    return this.#order ? this.#order.rankOf(place) : place;
  }

  #grow(): void {
    const capacity = this.#offsets.length * 2;
    this.#offsets = copyInto(new Float64Array(capacity), this.#offsets);
    this.#sizes = copyInto(new Uint32Array(capacity), this.#sizes);
    this.#times = copyInto(new Float64Array(capacity), this.#times);
    this.#isKey = copyInto(new Uint8Array(capacity), this.#isKey);
  }
}

function copyInto<T extends Float64Array | Uint32Array | Uint8Array>(target: T, from: T): T {
  target.set(from);
  return target;
}

/** The first of `count` numbers from which on something holds. */
function lowerBound(count: number, holds: (at: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
