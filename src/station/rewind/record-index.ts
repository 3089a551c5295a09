import type { PictureCodec } from '#core/media/access-unit';

/** What a record of the rewind buffer holds. */
export type RecordKind = 'picture' | 'telemetry' | 'audio';

/** A record without its bytes. Times in µs on the station's monotonic clock. */
export interface RecordHead {
  readonly kind: RecordKind;
  readonly timeUs: number;
  /** Of pictures, where it is known. */
  readonly captureUs?: number | undefined;
  readonly key?: boolean;
  readonly codec?: PictureCodec | undefined;
}

/** Where a record's bytes lie in its segment. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

const KINDS: readonly RecordKind[] = ['picture', 'telemetry', 'audio'];
const CODECS: readonly PictureCodec[] = ['h264', 'jpeg', 'h265'];
const KIND_BITS = 0b11;
const KEY = 0b100;
const CODEC_SHIFT = 3;
const FIRST_CAPACITY = 256;

/**
 * What a segment holds, in order: 25 bytes a record in flat arrays, so that minutes of many streams cost little memory and
 * nothing to collect. Indices count from 0; times never fall from one record to the next.
 */
export class RecordIndex {
  #count = 0;
  #bytes = 0;
  #firstKey = -1;
  #times = new Float64Array(FIRST_CAPACITY);
  #captures = new Float64Array(FIRST_CAPACITY);
  #offsets = new Uint32Array(FIRST_CAPACITY);
  #lengths = new Uint32Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  /** Of all records together: where the next one begins. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The first key picture, or -1. */
  get firstKey(): number {
    return this.#firstKey;
  }

  /** Appends a record. A time before the last one's counts as the last one's. Returns its index. */
  push(head: RecordHead, length: number): number {
    if (this.#count === this.#times.length) this.#grow();
    const at = this.#count++;
    const before = at === 0 ? Number.NEGATIVE_INFINITY : this.timeUs(at - 1);
    this.#times[at] = Math.max(before, head.timeUs);
    this.#captures[at] = head.captureUs ?? Number.NaN;
    this.#offsets[at] = this.#bytes;
    this.#lengths[at] = length;
    const codec = CODECS.indexOf(head.codec ?? 'h264') << CODEC_SHIFT;
    this.#flags[at] = KINDS.indexOf(head.kind) | (head.key ? KEY : 0) | codec;
    this.#bytes += length;
    if (this.#firstKey < 0 && this.isKey(at)) this.#firstKey = at;
    return at;
  }

  /** NaN for a record that is not there. */
  timeUs(at: number): number {
    return at < this.#count ? (this.#times[at] ?? Number.NaN) : Number.NaN;
  }

  kind(at: number): RecordKind {
    return KINDS[(this.#flags[at] ?? 0) & KIND_BITS] ?? 'picture';
  }

  /** Whether the record is a key picture. */
  isKey(at: number): boolean {
    return this.kind(at) === 'picture' && ((this.#flags[at] ?? 0) & KEY) !== 0;
  }

  head(at: number): RecordHead {
    const captureUs = this.#captures[at];
    return {
      kind: this.kind(at),
      timeUs: this.timeUs(at),
      key: this.isKey(at),
      captureUs: captureUs === undefined || Number.isNaN(captureUs) ? undefined : captureUs,
      codec: CODECS[(this.#flags[at] ?? 0) >> CODEC_SHIFT],
    };
  }

  place(at: number): RecordPlace {
    return { offset: this.#offsets[at] ?? 0, length: this.#lengths[at] ?? 0 };
  }

  /** The last record at or before a time, or -1. */
  at(us: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeUs(middle) <= us) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    this.#times = grown(new Float64Array(capacity), this.#times);
    this.#captures = grown(new Float64Array(capacity), this.#captures);
    this.#offsets = grown(new Uint32Array(capacity), this.#offsets);
    this.#lengths = grown(new Uint32Array(capacity), this.#lengths);
    this.#flags = grown(new Uint8Array(capacity), this.#flags);
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(into: T, from: T): T {
  into.set(from);
  return into;
}
