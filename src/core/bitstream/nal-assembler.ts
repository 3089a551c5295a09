import type { AccessUnit, Entry } from '../media/access-unit';
import { AccessUnitDraft } from './access-unit-draft';
import { AnnexBSplitter } from './annex-b';
import type { AssemblerFault } from './assembler-fault';
import type { NalRole, NalRules, Picture } from './nal-rules';
import type { Wholeness } from './picture-end/verdict';
import { SlicePattern } from './slice-pattern';

/** Largest access unit, in bytes. Level 6.2 allows more, no camera comes near it, and memory must be bounded. */
export const MAX_ACCESS_UNIT_BYTES = 8 * 1024 * 1024;
/** Most NAL units in an access unit. */
const MAX_NAL_UNITS = 40_960;
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
  readonly role: NalRole;
  /** It is left out of the access unit. */
  cut: boolean;
  /** A slice of which too little has come to say whether it begins a picture. */
  undecided: boolean;
  /** Behind the NAL unit before it, and when that byte arrived. */
  precedingEnd: number;
  readonly precedingUs: number;
}

/**
 * Puts access units together from an Annex B byte stream in any chunking; what H.264 and H.265 do differently is in their
 * `NalRules`.
 *
 * An access unit is emitted as soon as what came shows that it is complete: a NAL unit that can only begin the next one, a
 * slice of another picture, or a caller who knows better. Entries carry their parameter sets whether the stream repeats them
 * or not. Its `receiveUs` is that of the chunk with its last byte, however much later the next start code came.
 */
export class NalAssembler<Slice> {
  protected readonly splitter = new AnnexBSplitter();
  protected draft = new AccessUnitDraft<Slice>();
  protected nal: OpenNal | undefined;
  /** Access units so far, those that were dropped among them. */
  protected pictures = 0;
  readonly #rules: NalRules<Slice>;
  readonly #events: AssemblerEvents;
  /** The picture that was ended early or dropped, until another begins. */
  #finished: Picture<Slice> | undefined;
  /** Bytes up to the next start code are the rest of a dropped access unit, which has been reported. */
  #skipping = false;

  /** Absent where pictures are not looked into. */
  readonly #pattern: SlicePattern | undefined;

  /** @param checked whether pictures of which a part is missing are held back */
  constructor(rules: NalRules<Slice>, events: AssemblerEvents, checked: boolean) {
    this.#rules = rules;
    this.#events = events;
    this.#pattern = checked ? new SlicePattern() : undefined;
  }

  /**
   * Takes what was received, of any length. The chunk is copied; its owner may use it again.
   *
   * @param receiveUs when it was received, in µs on the station's monotonic clock.
   */
  push(chunk: Uint8Array, receiveUs: number): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const whole = at === 0 && chunk.length <= PIECE_BYTES;
      this.splitter.push(whole ? chunk : chunk.subarray(at, at + PIECE_BYTES), receiveUs);
      this.#drain();
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
    this.#endAccessUnit(splitter.contentLength, splitter.lastUs, splitter.length);
    splitter.discard(splitter.length);
    this.draft = new AccessUnitDraft();
  }

  /** Something that may have been a part of a picture was lost on its way here, as its transport knows. */
  lost(): void {
    this.#rules.lost();
  }

  /**
   * Lets go of what has come of the picture that is open, as a part of it is missing. Slices of it that come yet are left out.
   * Parameter sets that have come stay known.
   */
  abandon(): void {
    this.#finished = this.draft.picture;
    this.nal = undefined;
    this.#skipping = true;
    this.#discard(this.splitter.length);
  }

  /**
   * Ends the open picture behind `end`, which lies in its last slice or behind it. Slices of it that come later are a
   * `late-slice` fault.
   *
   * @param next where the next access unit begins
   * @param proven its own bits say that it is whole
   */
  protected endOpenPicture(end: number, endUs: number, next: number, proven: boolean): void {
    this.#finished = this.draft.picture;
    this.draft.tentative = undefined;
    this.#endAccessUnit(end, endUs, next, proven);
    if (this.nal?.role === 'follows') this.nal.cut = true;
  }

  /** The open NAL unit ends at `end`, and the next start code is at `next`. Both move if that ends a picture. */
  protected closeNal(end: number, next: number, endUs: number): void {
    const nal = this.nal!;
    const before = nal.from;
    if (nal.undecided) this.#decide(nal, end);
    const moved = before - nal.from;
    this.#closeDecided(nal, end - moved, next - moved, endUs);
  }

  /** Whether the picture is whole whose last slice ends at `end`, at latest. */
  protected wholeness(_end: number, _endUs: number): Wholeness {
    return 'unknown';
  }

  #drain(): void {
    const { splitter } = this;
    while (splitter.next()) {
      if (this.nal) this.closeNal(splitter.previousEnd, splitter.startCode, splitter.previousUs);
      else this.#dropGarbage(splitter.previousEnd, splitter.startCode);
      if (splitter.previousEnd > MAX_ACCESS_UNIT_BYTES || this.draft.nalUnits >= MAX_NAL_UNITS) {
        this.#dropAccessUnit(splitter.startCode);
      }
      this.#openNal();
    }
    if (this.nal?.undecided) this.#decide(this.nal, undefined);
    const nothing = splitter.length - START_CODE_BYTES;
    if (!this.nal) this.#dropGarbage(nothing, nothing);
    else if (nothing > MAX_ACCESS_UNIT_BYTES) this.#dropAccessUnit(nothing);
  }

  /** Looks at the NAL unit whose start code the splitter has just found. */
  #openNal(): void {
    const { splitter } = this;
    const headerByte = splitter.at(splitter.header);
    const nal: OpenNal = {
      from: splitter.startCode,
      header: splitter.header,
      type: this.#rules.type(headerByte),
      role: this.#rules.role(headerByte),
      cut: false,
      undecided: false,
      precedingEnd: splitter.previousEnd,
      precedingUs: splitter.previousUs,
    };
    this.nal = nal;
    this.#skipping = false;
    const hasSlices = this.draft.slices.length > 0;
    if ((headerByte & 0x80) !== 0) {
      nal.cut = true;
      this.#events.onFault({ kind: 'forbidden-zero-bit' });
    } else if (nal.role === 'slice') {
      nal.undecided = true;
    } else if (nal.role === 'foreign') {
      nal.cut = true;
    } else if (nal.role === 'prefix' && hasSlices) {
      // In an SVC stream each slice has its prefix, so only the slice behind it can tell.
      this.draft.tentative ??= { end: nal.precedingEnd, endUs: nal.precedingUs, from: nal.from };
    } else if (nal.role === 'delimiter' || nal.role === 'begins' || nal.role === 'parameter-set') {
      this.#beginAccessUnit(nal);
    } else if (nal.role === 'follows' && this.#finished && !hasSlices) {
      nal.cut = true;
    }
    this.draft.nalUnits++;
  }

  /** A NAL unit has come that may only stand before a picture's first slice. */
  #beginAccessUnit(nal: OpenNal): void {
    const { picture } = this.draft;
    if (picture && this.#rules.isHalf(picture)) {
      // The other field may have such NAL units of its own.
      this.draft.tentative ??= { end: nal.precedingEnd, endUs: nal.precedingUs, from: nal.from };
      // An access unit has one delimiter.
      nal.cut = nal.role === 'delimiter';
    } else if (picture) {
      this.#endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
    } else if (nal.role === 'delimiter' && this.draft.nalUnits > 0) {
      // The picture of what stands before was lost. Its parameter sets are in the table.
      this.#discard(nal.from);
    }
    this.#finished = undefined;
  }

  #closeDecided(nal: OpenNal, end: number, next: number, endUs: number): void {
    const { draft, splitter } = this;
    if (!nal.cut && this.#rules.isForeign(splitter.view(nal.header, end))) nal.cut = true;
    if (nal.cut) {
      draft.cut(nal.from, next);
    } else if (nal.role === 'slice') {
      const slice = draft.slices.at(-1);
      if (slice?.start === nal.header) slice.behind = { end, endUs, next };
    } else if (nal.role === 'delimiter') {
      draft.parameterSetsAt = next;
    } else if (nal.role === 'begins' && draft.slices.length === 0) {
      draft.recovery ??= this.#rules.recoveryCount(nal.type, splitter.view(nal.header, end));
    } else if (nal.role === 'parameter-set') {
      const stored = this.#rules.store(nal.type, splitter.view(nal.header, end));
      if (stored.ok && !stored.mended) return draft.addSet(stored.key, nal.from, next);
      draft.cut(nal.from, next);
      if (stored.ok) return;
      this.#events.onFault({ kind: 'parameter-set', nal_unit_type: nal.type, error: stored.error });
    }
  }

  /**
   * Finds out which picture a slice belongs to.
   *
   * @param end behind its last byte, or `undefined` while that is not known.
   */
  #decide(nal: OpenNal, end: number | undefined): void {
    const rules = this.#rules;
    const start = rules.readSlice(
      this.splitter.view(nal.header, end ?? Math.max(nal.header, this.splitter.contentLength)),
    );
    if (start === 'too-short' && end === undefined) return;
    nal.undecided = false;
    if (typeof start === 'string') {
      nal.cut = true;
      if (start !== 'foreign') this.#events.onFault({ kind: 'broken-slice' });
      return;
    }
    const { slice } = start;
    const { picture } = this.draft;
    if (picture && rules.beginsPicture(picture, slice)) {
      this.#endAccessUnit(nal.precedingEnd, nal.precedingUs, nal.from);
    } else if (picture) {
      this.draft.tentative = undefined;
    } else if (this.#finished && rules.isRestOf(this.#finished, slice)) {
      nal.cut = true;
      this.#events.onFault({ kind: 'late-slice' });
      return;
    }
    this.#finished = undefined;
    this.draft.isIntra &&= rules.isIntra(slice);
    this.draft.addSlice(nal.header, slice, rules.address(slice), rules.firstBit(slice));
  }

  /** Emits the draft up to `end`; the next access unit's first byte is at `next`. */
  #endAccessUnit(end: number, endUs: number, next: number, proven = false): void {
    const { draft, splitter } = this;
    if (!draft.picture) return;
    const { first, slice } = draft.picture;
    const boundary = draft.tentative ?? { end, endUs, from: next };
    const wholeness = this.#rules.hasSets(slice) ? this.#check(boundary.end, boundary.endUs, proven) : 'unknown';
    let fault = this.#faultOf(draft.picture, boundary.end, wholeness === 'whole');
    let unit: AccessUnit | undefined;
    if (fault === undefined || fault.kind === 'missing-pictures') {
      unit = this.#write(first, splitter.view(0, boundary.end), boundary.endUs);
      if (wholeness !== 'whole' && wholeness !== 'unknown') {
        fault = { kind: 'damaged-picture', reason: wholeness, disposable: this.#rules.isDisposable(slice), unit };
        unit = undefined;
      }
    }
    this.#discard(boundary.from);
    if (fault) this.#events.onFault(fault);
    if (unit) this.#events.onAccessUnit(unit);
  }

  /** What the bits say of the picture, or where they are not read, how the stream cuts its pictures. */
  #check(end: number, endUs: number, proven: boolean): Wholeness {
    if (!this.#pattern) return 'unknown';
    const misses = this.#pattern.misses(this.draft.slices.map(({ address }) => address));
    const wholeness = proven ? 'whole' : this.wholeness(end, endUs);
    return wholeness === 'unknown' && misses ? 'slice-missing' : wholeness;
  }

  #write(slice: Slice, window: Uint8Array, receiveUs: number): AccessUnit {
    const { codec } = this.#rules;
    const key = this.#rules.isKey(slice);
    const entry = this.#entryOf(key);
    const data = this.draft.write(window, entry === undefined ? undefined : this.#rules.setsOf(slice));
    return { data, key, ...(entry && { entry }), codec, receiveUs };
  }

  #entryOf(key: boolean): Entry | undefined {
    if (key) return 'idr';
    const { recovery, isIntra } = this.draft;
    const count = recovery ?? (isIntra ? 0 : undefined);
    return count === undefined ? undefined : { recovery: count };
  }

  /** What is the matter with a picture of so many bytes, besides what its bits say. */
  #faultOf({ first, slice, firsts }: Picture<Slice>, bytes: number, whole: boolean): AssemblerFault | undefined {
    const isGuess = this.#rules.isGuess(slice);
    if (isGuess && whole && this.#rules.isKey(first)) this.#rules.adopt(slice);
    if (!this.#rules.hasSets(slice) || (isGuess && !whole)) return { kind: 'waiting-for-parameter-sets', bytes };
    const last = this.draft.slices.at(-1)!;
    const nal = this.splitter.view(last.start, last.behind?.end ?? bytes);
    const missing = this.#rules.continuity(first, nal, whole);
    return firsts === 0 ? { kind: 'incomplete-picture' } : missing;
  }

  /** Starts a new draft behind the first `count` bytes of the window. */
  #discard(count: number): void {
    this.splitter.discard(count);
    this.draft = new AccessUnitDraft();
    this.pictures++;
    if (this.nal) {
      this.nal.from -= count;
      this.nal.header -= count;
      this.nal.precedingEnd -= count;
    }
  }

  #dropAccessUnit(bytes: number): void {
    this.#finished = this.draft.picture;
    this.nal = undefined;
    this.#skipping = true;
    this.#discard(bytes);
    this.#events.onFault({ kind: 'oversize', bytes });
  }

  /**
   * Discards up to `next` where no NAL unit is open. Bytes up to `end` are a fault unless all of them are zero, or
   * cabac_zero_words (7.3.2.10), `00 00 03`, of a picture that was ended already.
   */
  #dropGarbage(end: number, next: number): void {
    if (next <= 0) return;
    const filler = this.#finished ? 3 : 0;
    const garbage =
      end > 0 && !this.#skipping && this.splitter.view(0, end).some((byte) => byte !== 0 && byte !== filler);
    this.splitter.discard(next);
    if (!garbage) return;
    // Behind a picture that was ended early it is the rest of its slice, and told once.
    const late = this.#rules.restIsLate && this.#finished !== undefined;
    this.#skipping = late;
    this.#events.onFault(late ? { kind: 'late-slice' } : { kind: 'garbage', bytes: end });
  }
}
