import type { AccessUnit } from '../media/access-unit';
import { AccessUnitDraft, differs, type PictureIdentity } from './access-unit-draft';
import { AnnexBSplitter } from './annex-b';
import type { AssemblerFault } from './assembler-fault';
import { beginsAccessUnit, followsSlices, hasSliceHeader, NalUnitType, nalUnitType } from './nal';
import type { OpenPicture, OpenPictureSource } from './open-picture';
import { ParameterSetTable } from './parameter-set-table';
import { ReferenceContinuity } from './reference-continuity';
import { readSliceIdentity, type SliceIdentity } from './slice-identity';

/** Largest access unit, in bytes. Level 6.2 allows more, no camera comes near it, and memory must be bounded. */
export const MAX_ACCESS_UNIT_BYTES = 8 * 1024 * 1024;
/** Most NAL units in an access unit. */
const MAX_NAL_UNITS = 4096;
/** A chunk is taken in pieces of this size, so that a whole file in one chunk does not grow the buffer. */
const PIECE_BYTES = 64 * 1024;
/** A start code with its zero_byte: what must be kept of bytes that belong to nothing. */
const START_CODE_BYTES = 4;

/** Who hears of access units and faults, at once and in order. */
export interface AssemblerEvents {
  onAccessUnit(unit: AccessUnit): void;
  onFault(fault: AssemblerFault): void;
}

/** The NAL unit that is open: no start code behind it has been found. */
interface OpenNal {
  /** Its start code and its header byte. */
  from: number;
  header: number;
  readonly type: number;
  /** It is left out of the access unit. */
  cut: boolean;
  /** A slice of which too little has come to say whether it begins a picture. */
  undecided: boolean;
  /** Behind the NAL unit before it, and when that byte arrived. */
  precedingEnd: number;
  readonly precedingUs: number;
}

/**
 * Puts access units together from an Annex B byte stream of H.264 in any chunking (7.4.1.2.3, 7.4.1.2.4).
 *
 * An access unit is emitted as soon as what came shows that it is complete: a delimiter, SPS, PPS or SEI behind its last
 * slice, a slice of another picture, or `endPicture`. Key pictures carry their parameter sets whether the stream repeats
 * them or not. Its `receiveUs` is that of the chunk with its last byte, however much later the next start code came.
 */
export class AccessUnitAssembler implements OpenPictureSource {
  private readonly splitter = new AnnexBSplitter();
  private readonly table = new ParameterSetTable();
  private readonly continuity = new ReferenceContinuity();
  private draft = new AccessUnitDraft();
  private nal: OpenNal | undefined;
  /** The picture that was ended early or dropped, until another begins. */
  private finished: PictureIdentity | undefined;
  /** Bytes up to the next start code are the rest of a dropped access unit, which has been reported. */
  private skipping = false;
  private pictures = 0;

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

  /**
   * The stream has ended: what is left of it is emitted as the last access unit, whole or not. A caller whose link broke
   * does not want that, and lets the assembler go instead.
   */
  flush(): void {
    const { splitter } = this;
    if (this.nal) this.closeNal(splitter.contentLength, splitter.length, splitter.lastUs);
    this.nal = undefined;
    this.endAccessUnit(splitter.contentLength, splitter.lastUs, splitter.length);
    splitter.discard(splitter.length);
    this.draft = new AccessUnitDraft();
  }

  currentPicture(): OpenPicture | undefined {
    const slice = this.draft.slices.at(-1);
    const sets = this.draft.picture?.slice.parameterSets;
    if (!slice || !sets) return undefined;
    return {
      picture: this.pictures,
      bytes: this.splitter.view(0, this.splitter.length),
      nalStart: slice.start,
      nalEnd: slice.behind?.end ?? this.splitter.contentLength,
      nalComplete: slice.behind !== undefined,
      earlierSlices: this.draft.earlierSlices(),
      sps: sets.sps,
      pps: sets.pps,
    };
  }

  endPicture(end: number): boolean {
    const { draft, splitter } = this;
    const slice = draft.slices.at(-1);
    if (!slice || !draft.picture?.slice.parameterSets) return false;
    if (end <= slice.start || end > (slice.behind?.end ?? splitter.contentLength)) return false;
    if (!slice.behind) this.nal = undefined;
    // What stands between the slice and the NAL unit that is open now is its tail, but for a prefix of the next slice.
    const next = draft.tentative?.from ?? this.nal?.from ?? end;
    this.finished = draft.picture;
    draft.tentative = undefined;
    this.endAccessUnit(end, slice.behind?.endUs ?? splitter.lastUs, next);
    if (this.nal && followsSlices(this.nal.type)) this.nal.cut = true;
    return true;
  }

  private drain(): void {
    const { splitter } = this;
    while (splitter.next()) {
      if (this.nal) this.closeNal(splitter.previousEnd, splitter.startCode, splitter.previousUs);
      else this.dropGarbage(splitter.previousEnd, splitter.startCode);
      if (splitter.previousEnd > MAX_ACCESS_UNIT_BYTES || this.draft.nalUnits >= MAX_NAL_UNITS) {
        this.dropAccessUnit(splitter.startCode);
      }
      this.openNal();
    }
    if (this.nal?.undecided) this.decide(this.nal, undefined);
    const nothing = splitter.length - START_CODE_BYTES;
    if (!this.nal) this.dropGarbage(nothing, nothing);
    else if (nothing > MAX_ACCESS_UNIT_BYTES) this.dropAccessUnit(nothing);
  }

  /** Looks at the NAL unit whose start code the splitter has just found. */
  private openNal(): void {
    const { splitter } = this;
    const headerByte = splitter.at(splitter.header);
    const type = nalUnitType(headerByte);
    const nal: OpenNal = {
      from: splitter.startCode,
      header: splitter.header,
      type,
      cut: false,
      undecided: false,
      precedingEnd: splitter.previousEnd,
      precedingUs: splitter.previousUs,
    };
    this.nal = nal;
    this.skipping = false;
    if ((headerByte & 0x80) !== 0) {
      nal.cut = true;
      this.events.onFault({ kind: 'forbidden-zero-bit' });
    } else if (hasSliceHeader(type)) {
      nal.undecided = true;
    } else if (type === NalUnitType.prefix && this.draft.slices.length > 0) {
      // In an SVC stream each slice has its prefix, so only the slice behind it can tell.
      this.draft.tentative ??= { end: nal.precedingEnd, endUs: nal.precedingUs, from: nal.from };
    } else if (beginsAccessUnit(type)) {
      this.beginAccessUnit(nal);
    } else if (followsSlices(type) && this.finished && this.draft.slices.length === 0) {
      nal.cut = true;
    }
    this.draft.nalUnits++;
  }

  /** A NAL unit has come that may only stand before a picture's first slice. */
  private beginAccessUnit(nal: OpenNal): void {
    if (this.draft.slices.length > 0) {
      this.endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
    } else if (nal.type === NalUnitType.accessUnitDelimiter && this.draft.nalUnits > 0) {
      // The picture of what stands before was lost. Its parameter sets are in the table.
      this.discard(nal.from);
    }
    if (nal.type !== NalUnitType.prefix) this.finished = undefined;
  }

  /** The open NAL unit ends at `end`, and the next start code is at `next`. Both move if that ends a picture. */
  private closeNal(end: number, next: number, endUs: number): void {
    const nal = this.nal!;
    const before = nal.from;
    if (nal.undecided) this.decide(nal, end);
    const moved = before - nal.from;
    this.closeDecided(nal, end - moved, next - moved, endUs);
  }

  private closeDecided(nal: OpenNal, end: number, next: number, endUs: number): void {
    const { draft, splitter, table } = this;
    if (nal.cut) {
      draft.cut(nal.from, next);
    } else if (hasSliceHeader(nal.type)) {
      const slice = draft.slices.at(-1);
      if (slice?.start === nal.header) slice.behind = { end, endUs, next };
    } else if (nal.type === NalUnitType.accessUnitDelimiter) {
      draft.parameterSetsAt = next;
    } else if (nal.type === NalUnitType.sps || nal.type === NalUnitType.pps) {
      const error = draft.takeParameterSet(nal.type, splitter.view(nal.header, end), nal.from, next, table);
      if (error) this.events.onFault({ kind: 'parameter-set', nal_unit_type: nal.type, error });
    }
  }

  /**
   * Finds out which picture a slice belongs to.
   *
   * @param end behind its last byte, or `undefined` while that is not known.
   */
  private decide(nal: OpenNal, end: number | undefined): void {
    const bytes = this.splitter.view(nal.header, end ?? Math.max(nal.header, this.splitter.contentLength));
    const identity = readSliceIdentity(bytes, 0, bytes.length, this.table.find);
    if (!identity) {
      if (end === undefined) return;
      nal.undecided = false;
      nal.cut = true;
      this.events.onFault({ kind: 'broken-slice' });
      return;
    }
    nal.undecided = false;
    const { picture } = this.draft;
    if (picture && differs(picture, identity)) {
      this.endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
    } else if (picture) {
      this.draft.tentative = undefined;
    } else if (this.finished && !differs(this.finished, identity)) {
      nal.cut = true;
      this.events.onFault({ kind: 'late-slice' });
      return;
    }
    this.finished = undefined;
    this.draft.addSlice(nal.header, identity);
  }

  /** Emits the draft up to `end`; the next access unit's first byte is at `next`. */
  private endAccessUnit(end: number, endUs: number, next: number): void {
    const { draft, splitter } = this;
    if (draft.slices.length === 0) return;
    const boundary = draft.tentative ?? { end, endUs, from: next };
    const window = splitter.view(0, boundary.end);
    const { slice, zeroPlanes } = draft.picture!;
    const fault = this.faultOf(slice, zeroPlanes, boundary.end);
    const unit =
      fault === undefined || fault.kind === 'missing-pictures'
        ? { data: draft.write(window, this.table), key: slice.idr, receiveUs: boundary.endUs }
        : undefined;
    this.discard(boundary.from);
    if (fault) this.events.onFault(fault);
    if (unit) this.events.onAccessUnit(unit);
  }

  /** What is the matter with a picture: its latest slice, the colour planes whose first macroblock came, its bytes. */
  private faultOf(slice: SliceIdentity, zeroPlanes: number, bytes: number): AssemblerFault | undefined {
    if (!slice.parameterSets) return { kind: 'waiting-for-parameter-sets', bytes };
    const missing = this.continuity.misses(slice);
    if (zeroPlanes === 0) return { kind: 'incomplete-picture' };
    return missing ? { kind: 'missing-pictures', frame_num: slice.frame_num } : undefined;
  }

  /** Starts a new draft behind the first `count` bytes of the window. */
  private discard(count: number): void {
    this.splitter.discard(count);
    this.draft = new AccessUnitDraft();
    this.pictures++;
    if (this.nal) {
      this.nal.from -= count;
      this.nal.header -= count;
      this.nal.precedingEnd -= count;
    }
  }

  private dropAccessUnit(bytes: number): void {
    this.finished = this.draft.picture;
    this.nal = undefined;
    this.skipping = true;
    this.discard(bytes);
    this.events.onFault({ kind: 'oversize', bytes });
  }

  /** Discards up to `next` where no NAL unit is open. Bytes up to `end` are a fault unless all of them are zero. */
  private dropGarbage(end: number, next: number): void {
    if (next <= 0) return;
    const garbage = end > 0 && !this.skipping && this.splitter.view(0, end).some((byte) => byte !== 0);
    this.splitter.discard(next);
    if (garbage) this.events.onFault({ kind: 'garbage', bytes: end });
  }
}
