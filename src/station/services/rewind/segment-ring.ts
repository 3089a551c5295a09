import type { RecordHead } from './record-index';
import type { Segment } from './segment';

/** More records than a segment ever has. */
const PLACES = 2 ** 20;

/** Of sound that is asked for at a time. */
const MAX_SOUNDS = 200;

/** A record and its bytes. */
export interface LoadedRecord {
  readonly head: RecordHead;
  readonly data: Uint8Array;
}

/**
 * The segments of one stream, oldest first. A record's place is a number that rises with every record and outlives the
 * deletion of those before it; a reader that asks from a place that is deleted is answered from the oldest that is kept.
 *
 * Times in µs on the station's monotonic clock.
 */
export class SegmentRing {
  readonly #segments: Segment[] = [];
  #firstSerial = 0;
  #bytes = 0;

  /** Of all segments, whether on the disk yet or not. */
  get bytes(): number {
    return this.#bytes;
  }

  get length(): number {
    return this.#segments.length;
  }

  get oldest(): Segment | undefined {
    return this.#segments[0];
  }

  get newest(): Segment | undefined {
    return this.#segments.at(-1);
  }

  add(segment: Segment): void {
    this.#segments.push(segment);
  }

  /** Appends to the newest segment, which there must be. Returns the record's index there. */
  append(head: RecordHead, data: Uint8Array): number {
    this.#bytes += data.length;
    return this.newest?.append(head, data) ?? -1;
  }

  /** Deletes the oldest segment. Returns how many bytes are free by it. */
  deleteOldest(): number {
    const segment = this.#segments.shift();
    if (!segment) return 0;
    this.#firstSerial++;
    this.#bytes -= segment.index.bytes;
    segment.delete();
    return segment.index.bytes;
  }

  /** Deletes the newest segment, which the disk refused. Returns as `deleteOldest`. */
  deleteNewest(): number {
    const segment = this.#segments.pop();
    if (!segment) return 0;
    this.#bytes -= segment.index.bytes;
    segment.delete();
    if (this.#segments.length === 0) this.#firstSerial++;
    return segment.index.bytes;
  }

  /** The first picture that can be decoded. */
  first(): number | undefined {
    const which = this.#segments.findIndex(({ index }) => index.firstEntry >= 0);
    const segment = this.#segments[which];
    return segment && this.#place(which, segment.index.firstEntry);
  }

  last(): number | undefined {
    return this.previous(Number.POSITIVE_INFINITY);
  }

  /** The last picture at or before a time, or the first there is. */
  pictureAt(us: number): number | undefined {
    const first = this.first();
    if (first === undefined) return undefined;
    const place = this.#recordAt(us);
    if (place === undefined || place < first) return first;
    return this.#isPicture(place) ? place : (this.previous(place) ?? first);
  }

  /** The picture after a place; after one that is deleted, the first that can be decoded. */
  next(place: number): number | undefined {
    const first = this.first();
    if (first !== undefined && place < first) return first;
    return this.#forwards(place + 1, (segment, at) => segment.index.kind(at) === 'picture');
  }

  /** The next entry that is right at once; where none is, as within intra refresh, the picture after a place. */
  nextKey(place: number): number | undefined {
    const isRight = ({ index }: Segment, at: number) => index.isEntry(at) && index.recovery(at) === 0;
    const rolling = () => this.#forwards(place + 1, ({ index }, at) => index.isEntry(at));
    return this.#forwards(place + 1, isRight) ?? (rolling() === undefined ? undefined : this.next(place));
  }

  /** The picture before a place, if it can be decoded. */
  previous(place: number): number | undefined {
    const first = this.first();
    const found = this.#backwards(place - 1, (segment, at) => segment.index.kind(at) === 'picture');
    return found !== undefined && first !== undefined && found >= first ? found : undefined;
  }

  /** The last entry from which decoding begins so that the picture at a place is right. */
  keyOf(place: number): number | undefined {
    let behind = 0;
    return (
      this.#backwards(place, ({ index }, at) => {
        const found = index.isEntry(at) && index.recovery(at) <= behind;
        if (index.kind(at) === 'picture') behind++;
        return found;
      }) ?? this.first()
    );
  }

  /** The last record of telemetry at or before a time. */
  telemetryAt(us: number): number | undefined {
    const place = this.#recordAt(us);
    return place === undefined
      ? undefined
      : this.#backwards(place, (segment, at) => segment.index.kind(at) === 'telemetry');
  }

  /** The records of sound after one time until another, oldest first, and no more than are heard in some seconds. */
  soundsBetween(afterUs: number, untilUs: number): readonly number[] {
    const before = this.#recordAt(afterUs);
    const places: number[] = [];
    const first = this.#firstSerial * PLACES;
    for (let place = this.nextRecord(before ?? first - 1); place !== undefined; place = this.nextRecord(place)) {
      const segment = this.#segmentOf(place);
      if (!segment || segment.index.timeUs(place % PLACES) > untilUs || places.length >= MAX_SOUNDS) break;
      if (segment.index.kind(place % PLACES) === 'audio') places.push(place);
    }
    return places;
  }

  /** The record of any kind after a place. */
  nextRecord(place: number): number | undefined {
    return this.#forwards(place + 1, () => true);
  }

  timeUs(place: number): number {
    return this.#segmentOf(place)?.index.timeUs(place % PLACES) ?? Number.NaN;
  }

  async load(place: number): Promise<LoadedRecord | undefined> {
    const segment = this.#segmentOf(place);
    const at = place % PLACES;
    if (!segment || at >= segment.index.count) return undefined;
    const data = await segment.load(at);
    return data && { head: segment.index.head(at), data };
  }

  #place(which: number, at: number): number {
    return (this.#firstSerial + which) * PLACES + at;
  }

  #segmentOf(place: number): Segment | undefined {
    return this.#segments[Math.floor(place / PLACES) - this.#firstSerial];
  }

  #isPicture(place: number): boolean {
    return this.#segmentOf(place)?.index.kind(place % PLACES) === 'picture';
  }

  #recordAt(us: number): number | undefined {
    for (let which = this.#segments.length - 1; which >= 0; which--) {
      const at = this.#segments[which]?.index.at(us) ?? -1;
      if (at >= 0) return this.#place(which, at);
    }
    return undefined;
  }

  #forwards(place: number, fits: (segment: Segment, at: number) => boolean): number | undefined {
    const from = Math.max(place, this.#firstSerial * PLACES);
    let at = from % PLACES;
    for (let which = Math.floor(from / PLACES) - this.#firstSerial; which < this.#segments.length; which++) {
      const segment = this.#segments[which];
      for (; segment && at < segment.index.count; at++) if (fits(segment, at)) return this.#place(which, at);
      at = 0;
    }
    return undefined;
  }

  #backwards(place: number, fits: (segment: Segment, at: number) => boolean): number | undefined {
    const top = this.#segments.length - 1;
    const wanted = Math.floor(place / PLACES) - this.#firstSerial;
    for (let which = Math.min(wanted, top); which >= 0; which--) {
      const segment = this.#segments[which];
      if (!segment) continue;
      let at = which === wanted ? Math.min(place % PLACES, segment.index.count - 1) : segment.index.count - 1;
      for (; at >= 0; at--) if (fits(segment, at)) return this.#place(which, at);
    }
    return undefined;
  }
}
