import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { EntryJudge } from '#core/bitstream/decoder-start/entry-judge';
import { formatOf } from '#core/bitstream/format';
import { LowDelayRewriter } from '#core/bitstream/low-delay-rewriter';
import { PictureEndFinder } from '#core/bitstream/picture-end/picture-end-finder';
import { QuietEnd } from '#core/bitstream/picture-end/quiet-end';
import { readPrelude } from '#core/bitstream/prelude';
import { type AccessUnit, isEntry } from '#core/media/access-unit';
import type { Original, PictureReader, ReaderEvents } from './picture-reader';
import { READING_BUDGET } from './reading-budget';

/**
 * H.264. A picture that is still open when the socket has nothing more to read is ended by its own bits, so that it does not
 * wait for the next one to begin.
 */
export class AvcReader implements PictureReader {
  readonly #events: ReaderEvents;
  readonly #assembler: AccessUnitAssembler;
  readonly #quietEnd: QuietEnd;
  readonly #lowDelay = new LowDelayRewriter();
  readonly #entries = new EntryJudge();
  #quietCheck: NodeJS.Immediate | undefined;
  #trustsEnds = true;

  /** @param former of the connection before, whose parameter sets are tried where this one brings none */
  constructor(events: ReaderEvents, former?: PictureReader) {
    this.#events = events;
    const finder = new PictureEndFinder();
    this.#assembler = new AccessUnitAssembler(
      { onAccessUnit: (unit) => this.#take(unit), onFault: (fault) => this.#fault(fault) },
      { finder, budget: READING_BUDGET },
      former instanceof AvcReader ? former.#assembler : undefined,
    );
    this.#quietEnd = new QuietEnd(this.#assembler, finder);
  }

  get trustsEnds(): boolean {
    return this.#trustsEnds;
  }

  get countsOtherwise(): boolean {
    return this.#assembler.countsOtherwise;
  }

  lost(): void {
    this.#assembler.lost();
  }

  get ends() {
    const { found, waited } = this.#quietEnd.statistics;
    return { found, waited: Object.fromEntries(waited) };
  }

  push(chunk: Uint8Array, receiveUs: number): void {
    this.#assembler.push(chunk, receiveUs);
    this.#endWhenQuiet();
  }

  pushPicture(bytes: Uint8Array, receiveUs: number): undefined {
    this.pushPart(bytes, receiveUs);
    this.endPicture();
  }

  pushPart(bytes: Uint8Array, receiveUs: number): void {
    this.#assembler.push(bytes, receiveUs);
    if (!this.#trustsEnds) this.#endWhenQuiet();
  }

  endPicture(): void {
    if (this.#trustsEnds) this.#assembler.flush();
  }

  abandonPicture(): void {
    this.#assembler.abandon();
  }

  end(): void {
    clearImmediate(this.#quietCheck);
  }

  #endWhenQuiet(): void {
    // What the socket still has is read before an immediate runs.
    this.#quietCheck ??= setImmediate(() => {
      this.#quietCheck = undefined;
      this.#quietEnd.quiet();
    });
  }

  /** An entry is copied where its SPS is rewritten or it lacks a recovery point; any other is passed on as the assembler cut it out. */
  #take(unit: AccessUnit): void {
    const read = this.#decodable(unit);
    if (read) this.#events.picture(read.unit, read.original);
  }

  #decodable(picture: AccessUnit): { readonly unit: AccessUnit; readonly original: Original } | undefined {
    const prelude = readPrelude(picture.data);
    const original = { data: picture.data, sei: prelude.sei };
    const rewritten = this.#lowDelay.take(picture.data, isEntry(picture), prelude);
    if (!rewritten) {
      this.#events.fault('garbage');
      this.#events.broke('order');
      return undefined;
    }
    const decodable = rewritten === picture.data ? picture : { ...picture, data: rewritten };
    const unit = this.#entries.take(decodable, rewritten === picture.data ? prelude : readPrelude(rewritten));
    const format = isEntry(unit) ? formatOf(unit.data) : undefined;
    if (format) this.#events.format(`${format.codec} ${format.width}x${format.height}`);
    return { unit, original };
  }

  #fault(fault: AssemblerFault): void {
    if (fault.kind === 'damaged-picture') {
      const read = this.#decodable(fault.unit);
      if (read) this.#events.damaged(read.unit, fault.disposable, read.original);
      return;
    }
    if (fault.kind === 'incomplete-picture') this.#trustsEnds = false;
    this.#events.fault(fault.kind);
  }
}
