import type { Entry, PictureCodec } from '#core/media/access-unit';

/** What a record of the rewind buffer holds. */
export type RecordKind = 'picture' | 'telemetry' | 'audio' | 'packets';

/** A record without its bytes. Times in µs on the station's monotonic clock. */
export interface RecordHead {
  readonly kind: RecordKind;
  readonly timeUs: number;
  /** Of pictures, where it is known. */
  readonly captureUs?: number | undefined;
  readonly key?: boolean;
  /** Of pictures at which decoding may begin though they are no key pictures. */
  readonly entry?: Entry | undefined;
  /** See `AccessUnit`. */
  readonly afterLoss?: boolean | undefined;
  readonly codec?: PictureCodec | undefined;
}

/** Where a record's bytes lie in its segment. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

const KINDS: readonly RecordKind[] = ['picture', 'telemetry', 'audio', 'packets'];
const CODECS: readonly PictureCodec[] = ['h264', 'jpeg', 'h265'];
const KIND_BITS = 0b11;
const KEY = 0b100;
const CODEC_SHIFT = 3;
const CODEC_BITS = 0b11;
const ENTRY = 0b10_0000;
const AFTER_LOSS = 0b100_0000;
const FIRST_CAPACITY = 256;

/**
 * What a segment holds, in order: 27 bytes a record in flat arrays, so that minutes of many streams cost little memory and
 * nothing to collect. Indices count from 0; times never fall from one record to the next.
 */
export class RecordIndex {
  #count = 0;
  #bytes = 0;
  #firstEntry = -1;
  #times = new Float64Array(FIRST_CAPACITY);
  #captures = new Float64Array(FIRST_CAPACITY);
  #offsets = new Uint32Array(FIRST_CAPACITY);
  #lengths = new Uint32Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);
  #recovery = new Uint16Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  /** Of all records together: where the next one begins. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The first entry, or -1. */
  get firstEntry(): number {
    return this.#firstEntry;
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
    const { entry } = head;
    const begins = (head.key ? KEY : 0) | (typeof entry === 'object' ? ENTRY : 0);
    this.#flags[at] = KINDS.indexOf(head.kind) | begins | codec | (head.afterLoss ? AFTER_LOSS : 0);
    this.#recovery[at] = typeof entry === 'object' ? entry.recovery : 0;
    this.#bytes += length;
    if (this.#firstEntry < 0 && this.isEntry(at)) this.#firstEntry = at;
    return at;
  }

  /** NaN for a record that is not there. */
  timeUs(at: number): number {
    return at < this.#count ? (this.#times[at] ?? Number.NaN) : Number.NaN;
  }

  kind(at: number): RecordKind {
    return KINDS[(this.#flags[at] ?? 0) & KIND_BITS] ?? 'picture';
  }

  /** Whether the record is a picture at which decoding may begin. */
  isEntry(at: number): boolean {
    return this.kind(at) === 'picture' && ((this.#flags[at] ?? 0) & (KEY | ENTRY)) !== 0;
  }

  /** Of an entry: how many pictures, itself the first, are not right if decoding begins with it. */
  recovery(at: number): number {
    return this.#recovery[at] ?? 0;
  }

  head(at: number): RecordHead {
    const captureUs = this.#captures[at];
    const flags = this.#flags[at] ?? 0;
    return {
      kind: this.kind(at),
      timeUs: this.timeUs(at),
      key: (flags & KEY) !== 0,
      entry: (flags & ENTRY) !== 0 ? { recovery: this.recovery(at) } : undefined,
      afterLoss: (flags & AFTER_LOSS) !== 0,
      captureUs: captureUs === undefined || Number.isNaN(captureUs) ? undefined : captureUs,
      codec: CODECS[(flags >> CODEC_SHIFT) & CODEC_BITS],
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
    this.#recovery = grown(new Uint16Array(capacity), this.#recovery);
  }
}

function grown<T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(into: T, from: T): T {
  into.set(from);
  return into;
}
