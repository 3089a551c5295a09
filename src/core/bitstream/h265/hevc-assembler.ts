import { type AssemblerEvents, MAX_ACCESS_UNIT_BYTES } from '../access-unit-assembler';
import { AnnexBSplitter } from '../annex-b';
import { splice } from '../splice';
import { HevcDraft } from './hevc-draft';
import { HevcSetTable } from './hevc-set-table';
import { beginsHevcAccessUnit, HEVC_HEADER_BYTES, HevcNalType, hevcLayerId, hevcNalType, isSliceSegment } from './nal';
import { readHevcSliceStart } from './slice-start';

/** Most NAL units in an access unit: level 6.2 allows 600 slice segments. */
const MAX_NAL_UNITS = 4096;
/** A chunk is taken in pieces of this size, so that a whole file in one chunk does not grow the buffer. */
const PIECE_BYTES = 64 * 1024;
const START_CODE_BYTES = 4;
/** The header, and as much of a slice segment as says what it belongs to: two flags and an id of at most 13 bits. */
const DECIDING_BYTES = HEVC_HEADER_BYTES + 2;

/** The NAL unit that is open: no start code behind it has been found. */
interface OpenNal {
  /** Its start code and its header. */
  from: number;
  header: number;
  readonly type: number;
  /** It is left out of the access unit. */
  cut: boolean;
  /** A slice segment of which too little has come to say whether it begins a picture. */
  undecided: boolean;
  /** Behind the NAL unit before it, and when that byte arrived. */
  precedingEnd: number;
  readonly precedingUs: number;
}

/**
 * Puts access units together from an Annex B byte stream of H.265 in any chunking (7.4.2.4.4).
 *
 * An access unit is emitted as soon as what came shows that it is complete: a NAL unit that can only begin the next one, a
 * slice segment that is the first of a picture, or `endPicture` of a caller who knows better. Every IRAP picture carries its
 * parameter sets whether the stream repeats them or not. NAL units of layers above the base are left out.
 */
export class HevcAssembler {
  private readonly splitter = new AnnexBSplitter();
  private readonly table = new HevcSetTable();
  private draft = new HevcDraft();
  private nal: OpenNal | undefined;
  /** A picture was ended early: what comes before another begins is its rest, and comes too late. */
  private ended = false;
  /** Bytes up to the next start code are the rest of a dropped access unit, which has been reported. */
  private skipping = false;

  constructor(private readonly events: AssemblerEvents) {}

  /**
   * Takes what was received, of any length. The chunk is copied; its owner may use it again.
   *
   * @param receiveUs when it was received, in µs on the station's monotonic clock.
   */
  push(chunk: Uint8Array, receiveUs: number): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const whole = at === 0 && chunk.length <= PIECE_BYTES;
      this.splitter.push(whole ? chunk : chunk.subarray(at, at + PIECE_BYTES), receiveUs);
      this.drain();
    }
  }

  /** The stream has ended: what is left of it is emitted as the last access unit, whole or not. */
  flush(): void {
    const { splitter } = this;
    if (this.nal) this.closeNal(splitter.contentLength, splitter.length);
    this.nal = undefined;
    this.endAccessUnit(splitter.contentLength, splitter.lastUs, splitter.length);
    splitter.discard(splitter.length);
    this.draft = new HevcDraft();
    this.ended = false;
  }

  /** Whether slice segments of a picture have come, and nothing that ends it. */
  get isOpen(): boolean {
    return this.draft.slice !== undefined && this.nal !== undefined && !this.nal.undecided;
  }

  /** The caller takes the open picture for complete. A rest of it that comes later is a `late-slice` fault. */
  endPicture(): void {
    if (!this.isOpen) return;
    const { splitter } = this;
    this.closeNal(splitter.contentLength, splitter.contentLength);
    this.nal = undefined;
    this.endAccessUnit(splitter.contentLength, splitter.lastUs, splitter.contentLength);
    this.ended = true;
  }

  private drain(): void {
    const { splitter } = this;
    while (splitter.next()) {
      if (this.nal) this.closeNal(splitter.previousEnd, splitter.startCode);
      else this.dropGarbage(splitter.previousEnd, splitter.startCode);
      if (splitter.previousEnd > MAX_ACCESS_UNIT_BYTES || this.draft.nalUnits >= MAX_NAL_UNITS) {
        this.dropAccessUnit(splitter.startCode);
      }
      this.openNal();
    }
    if (this.nal?.undecided && splitter.contentLength >= this.nal.header + DECIDING_BYTES) this.decide(this.nal);
    const nothing = splitter.length - START_CODE_BYTES;
    if (!this.nal) this.dropGarbage(nothing, nothing);
    else if (nothing > MAX_ACCESS_UNIT_BYTES) this.dropAccessUnit(nothing);
  }

  /** Looks at the NAL unit whose start code the splitter has just found. */
  private openNal(): void {
    const { splitter } = this;
    const first = splitter.at(splitter.header);
    const type = hevcNalType(first);
    const nal: OpenNal = {
      from: splitter.startCode,
      header: splitter.header,
      type,
      cut: false,
      undecided: isSliceSegment(type),
      precedingEnd: splitter.previousEnd,
      precedingUs: splitter.previousUs,
    };
    this.nal = nal;
    this.skipping = false;
    this.draft.nalUnits++;
    if ((first & 0x80) !== 0) {
      nal.cut = true;
      nal.undecided = false;
      this.events.onFault({ kind: 'forbidden-zero-bit' });
    } else if ((first & 1) !== 0) {
      // nuh_layer_id of 32 and above.
      nal.cut = true;
      nal.undecided = false;
    } else if (beginsHevcAccessUnit(type)) {
      if (this.draft.slice) this.endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
      // The picture of what stands before a delimiter was lost. Its parameter sets are in the table.
      else if (type === HevcNalType.accessUnitDelimiter && this.draft.nalUnits > 1) this.discard(nal.from);
      this.ended = false;
    } else if (this.ended && !isSliceSegment(type)) {
      // Suffix SEI, filler, end of sequence: no loss.
      nal.cut = true;
    }
  }

  /** The open NAL unit ends at `end`, and the next start code is at `next`. */
  private closeNal(end: number, next: number): void {
    const nal = this.nal!;
    const before = nal.from;
    if (nal.undecided) this.decide(nal, end);
    const moved = before - nal.from;
    this.closeDecided(nal, end - moved, next - moved);
  }

  private closeDecided(nal: OpenNal, end: number, next: number): void {
    const { draft, splitter, table } = this;
    if (!nal.cut && isUpperLayer(splitter.view(nal.header, end))) nal.cut = true;
    if (nal.cut) {
      draft.cuts.push({ from: nal.from, to: next });
    } else if (nal.type === HevcNalType.accessUnitDelimiter) {
      draft.parameterSetsAt = next;
    } else if (nal.type >= HevcNalType.vps && nal.type <= HevcNalType.pps) {
      const stored = table.store(nal.type, splitter.view(nal.header, end));
      if (stored.ok) return draft.addSet(stored.key, { from: nal.from, to: next });
      draft.cuts.push({ from: nal.from, to: next });
      this.events.onFault({ kind: 'parameter-set', nal_unit_type: nal.type, error: stored.error });
    }
  }

  /** Finds out which picture a slice segment belongs to. @param end behind its last byte, where that is known */
  private decide(nal: OpenNal, end = this.splitter.contentLength): void {
    const bytes = this.splitter.view(nal.header, Math.max(nal.header, end));
    nal.undecided = false;
    if (isUpperLayer(bytes)) {
      nal.cut = true;
      return;
    }
    const start = readHevcSliceStart(bytes);
    if (!start) {
      nal.cut = true;
      this.events.onFault({ kind: 'broken-slice' });
      return;
    }
    // All slice segments of a picture have one nal_unit_type (7.4.2.2): of another type it is one whose first was lost.
    const before = this.draft.slice;
    if (before && (start.first_slice_segment_in_pic_flag || before.nal_unit_type !== start.nal_unit_type)) {
      this.endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
    }
    if (start.first_slice_segment_in_pic_flag) {
      this.ended = false;
      this.draft.hasFirst = true;
    } else if (this.ended) {
      nal.cut = true;
      this.events.onFault({ kind: 'late-slice' });
      return;
    }
    this.draft.slice = start;
  }

  /** Emits the draft up to `end`; the next access unit's first byte is at `next`. */
  private endAccessUnit(end: number, endUs: number, next: number): void {
    const { draft, splitter, table } = this;
    const { slice } = draft;
    if (!slice) return;
    const needed = table.needed(slice.slice_pic_parameter_set_id);
    let data: Uint8Array | undefined;
    if (needed && draft.hasFirst) {
      const missing = slice.irap ? draft.replaceSets(needed) : [];
      const window = splitter.view(0, end);
      data =
        draft.cuts.length + missing.length === 0
          ? window.slice()
          : splice(window, draft.cuts, draft.parameterSetsAt, missing);
    }
    this.discard(next);
    if (!needed) this.events.onFault({ kind: 'waiting-for-parameter-sets', bytes: end });
    else if (!data) this.events.onFault({ kind: 'incomplete-picture' });
    else this.events.onAccessUnit({ data, key: slice.irap, codec: 'h265', receiveUs: endUs });
  }

  /** Starts a new draft behind the first `count` bytes of the window. */
  private discard(count: number): void {
    this.splitter.discard(count);
    this.draft = new HevcDraft();
    if (!this.nal) return;
    this.draft.nalUnits = 1;
    this.nal.from -= count;
    this.nal.header -= count;
    this.nal.precedingEnd -= count;
  }

  private dropAccessUnit(bytes: number): void {
    this.nal = undefined;
    this.ended = true;
    this.skipping = true;
    this.discard(bytes);
    this.events.onFault({ kind: 'oversize', bytes });
  }

  /** Discards up to `next` where no NAL unit is open. Bytes up to `end` are a fault unless all of them are zero. */
  private dropGarbage(end: number, next: number): void {
    if (next <= 0) return;
    const garbage = end > 0 && !this.skipping && this.splitter.view(0, end).some((byte) => byte !== 0);
    this.splitter.discard(next);
    if (!garbage) return;
    // Behind a picture that was ended early it is the rest of its slice, and told once.
    this.skipping = this.ended;
    this.events.onFault(this.ended ? { kind: 'late-slice' } : { kind: 'garbage', bytes: end });
  }
}

function isUpperLayer(nal: Uint8Array): boolean {
  return nal.length >= HEVC_HEADER_BYTES && hevcLayerId(nal[0]!, nal[1]!) > 0;
}
