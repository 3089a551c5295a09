import type { AssemblerEvents } from '../../bitstream/access-unit-assembler';
import { AccessUnitAssembler } from '../../bitstream/access-unit-assembler';
import { findStartCode } from '../../bitstream/annex-b';
import type { AssemblerFault } from '../../bitstream/assembler-fault';
import { EntryJudge } from '../../bitstream/decoder-start/entry-judge';
import { formatOf } from '../../bitstream/format';
import { hevcFormatOf } from '../../bitstream/h265/format';
import { HevcAssembler } from '../../bitstream/h265/hevc-assembler';
import { HevcNalType, hevcNalType, isSliceSegment } from '../../bitstream/h265/nal';
import { hasSliceHeader, nalUnitType } from '../../bitstream/nal';
import { readPrelude } from '../../bitstream/prelude';
import { type AccessUnit, isEntry } from '../../media/access-unit';
import type { PictureIndex } from '../picture-index';
import { Numbering } from './numbering';
import { H264OrderCounts, H265OrderCounts, type OrderCounts } from './picture-order-count';

/** Parameter sets that are remembered: a stream that has new ones with every key picture is bounded. */
const MAX_SETS = 1000;

/** What a VUI may say of the rate and be believed: no camera gives more than 250 a second, and 500 are field rates and worse. */
const MIN_FRAME_US = 4000;
const MAX_FRAME_US = 10e6;
/** The rate of a raw stream that does not say its own. */
const USUAL_FRAME_US = 1e6 / 25;

/** What a raw stream's parameter sets say. */
export interface RawStreamFormat {
  readonly width: number;
  readonly height: number;
  /** Pictures that a decoder may hold back. */
  readonly held: number;
  /** Time from picture to picture; absent where it does not say. */
  readonly frameUs?: number;
}

interface Waiting {
  readonly offset: number;
  readonly bytes: number;
  readonly key: boolean;
  number: number | undefined;
}

/**
 * Finds the pictures of a raw H.264 or H.265 stream in a file, and when each is shown at an even rate. The file is read once,
 * from its beginning.
 */
export class RawStreamIndexer {
  readonly #index: PictureIndex;
  readonly #assembler: AccessUnitAssembler | HevcAssembler;
  readonly #isHevc: boolean;
  readonly #counts: OrderCounts;
  /** Of H.264. */
  readonly #entries = new EntryJudge();
  readonly #numbering = new Numbering((at, number) => this.#number(at, number));
  /** In the order of decoding, until each is known to be shown as which. */
  #waiting: Waiting[] = [];
  #taken = 0;
  /** Of the file, what was handed on. */
  #at = 0;
  /** What was pushed last began here. */
  #nalAt = 0;
  /** Behind the last picture; where something was dropped, behind that. */
  #pictureFrom = 0;
  /** What a key picture needs, and from which place in the file on. */
  readonly #sets: { readonly offset: number; readonly data: Uint8Array }[] = [];
  #frameUs: number | undefined;
  #format: RawStreamFormat | undefined;
  #faults = 0;

  /** @param frameUs time from picture to picture; absent: as the stream says, else 25 a second */
  constructor(codec: 'h264' | 'h265', index: PictureIndex, frameUs?: number) {
    this.#index = index;
    this.#frameUs = frameUs;
    this.#isHevc = codec === 'h265';
    const events: AssemblerEvents = {
      onAccessUnit: (unit) => this.#unit(unit),
      onFault: ({ kind }) => this.#fault(kind),
    };
    this.#assembler = this.#isHevc ? new HevcAssembler(events) : new AccessUnitAssembler(events);
    this.#counts = this.#isHevc ? new H265OrderCounts() : new H264OrderCounts();
  }

  /** Pieces that were given up: broken, cut off, or referring to what never came. */
  get faults(): number {
    return this.#faults;
  }

  /** The parameter sets for a key picture at an offset, in Annex B. */
  setsAt(offset: number): Uint8Array | undefined {
    return this.#sets.findLast((sets) => sets.offset <= offset)?.data;
  }

  /** Of the first key picture; `undefined` until there was one. */
  get format(): RawStreamFormat | undefined {
    return this.#format;
  }

  /**
   * The next bytes of the file. Each NAL unit is pushed by itself, with its end as the time of its arrival: so the assembler
   * says where each picture ends.
   *
   * @returns how many of them were taken; the rest is to be given again with what follows
   */
  push(bytes: Uint8Array, isLast: boolean): number {
    let from = 0;
    for (let at = findStartCode(bytes, 3, bytes.length); ; at = findStartCode(bytes, from + 3, bytes.length)) {
      if (at === -1) break;
      this.#pushNal(bytes.subarray(from, at));
      from = at;
    }
    if (!isLast) {
      // A NAL unit that fills all there is goes on in pieces.
      if (from === 0) {
        from = Math.max(0, bytes.length - 3);
        this.#pushNal(bytes.subarray(0, from));
      }
      return from;
    }
    this.#pushNal(bytes.subarray(from));
    this.#assembler.flush();
    this.#numbering.end();
    return bytes.length;
  }

  #pushNal(nal: Uint8Array): void {
    if (nal.length === 0) return;
    this.#nalAt = this.#at;
    this.#at += nal.length;
    this.#assembler.push(nal, this.#at);
  }

  #unit(unit: AccessUnit): void {
    const { data, receiveUs: end } = unit;
    // An I picture that bears no recovery point may be followed by what refers to pictures before it.
    const key = unit.key || (isEntry(unit) && isEntry(this.#entries.take(unit, readPrelude(data))));
    const offset = this.#pictureFrom;
    this.#pictureFrom = end;
    if (key) {
      this.#format ??= this.#isHevc ? h265Format(data) : h264Format(data);
      this.#frameUs ??= this.#format?.frameUs;
      this.#rememberSets(data, offset);
    }
    this.#waiting.push({ offset, bytes: end - offset, key, number: undefined });
    this.#numbering.add(this.#counts.read(data));
  }

  /** What was dropped lies before the NAL unit that showed it; of pictures that never came, nothing lies here. */
  #fault(kind: AssemblerFault['kind']): void {
    this.#faults++;
    if (kind === 'missing-pictures') return;
    this.#pictureFrom = Math.max(this.#pictureFrom, Math.min(this.#nalAt, this.#at));
  }

  #rememberSets(data: Uint8Array, offset: number): void {
    const end = this.#firstSlice(data);
    const sets = data.subarray(0, end);
    const last = this.#sets.at(-1);
    if (last && last.data.length === sets.length && last.data.every((byte, at) => byte === sets[at])) return;
    if (this.#sets.length < MAX_SETS) this.#sets.push({ offset, data: sets.slice() });
  }

  #firstSlice(data: Uint8Array): number {
    for (let at = findStartCode(data, 0, data.length); at !== -1 && at + 3 < data.length; ) {
      const header = data[at + 3]!;
      const isSet = this.#isHevc ? isHevcSet(header) : !hasSliceHeader(nalUnitType(header));
      if (!isSet) return at > 0 && data[at - 1] === 0 ? at - 1 : at;
      at = findStartCode(data, at + 3, data.length);
    }
    return data.length;
  }

  /** Pictures go into the index in the order of decoding, once their time is known. */
  #number(at: number, number: number): void {
    const waiting = this.#waiting[at - this.#taken];
    if (waiting) waiting.number = number;
    let ready = 0;
    for (const { offset, bytes, key, number: shown } of this.#waiting) {
      if (shown === undefined) break;
      this.#index.add({ offset, bytes, timeUs: Math.round(shown * (this.#frameUs ?? USUAL_FRAME_US)), key });
      ready++;
    }
    if (ready === 0) return;
    this.#waiting = this.#waiting.slice(ready);
    this.#taken += ready;
  }
}

function isHevcSet(header: number): boolean {
  const type = hevcNalType(header);
  return !isSliceSegment(type) && type !== HevcNalType.suffixSei;
}

function h264Format(unit: Uint8Array): RawStreamFormat | undefined {
  const format = formatOf(unit);
  if (!format) return undefined;
  const { width, height } = format;
  const { num_units_in_tick, time_scale, bitstream_restriction } = format.sps.vui ?? {};
  const held = bitstream_restriction?.max_num_reorder_frames ?? 0;
  // A tick is a field's time (E.2.1).
  const frameUs = num_units_in_tick && time_scale ? (2e6 * num_units_in_tick) / time_scale : 0;
  return { width, height, held, ...(frameUs >= MIN_FRAME_US && frameUs <= MAX_FRAME_US && { frameUs }) };
}

function h265Format(unit: Uint8Array): RawStreamFormat | undefined {
  const format = hevcFormatOf(unit);
  return format && { width: format.width, height: format.height, held: format.sps.sps_max_num_reorder_pics };
}
