import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { PictureReader, ReaderEvents } from './picture-reader';

/**
 * A picture that is open and gets no byte for so long is taken for complete. Longer than a sender pauses between two writes
 * of one picture on a wired network, much shorter than the next picture is away.
 */
const QUIET_MS = 8;

/**
 * H.265. The bits of a picture are not read to find its end, as they are for H.264: the socket's silence has to tell. A
 * connection that is found to pause within its pictures is not believed again, and each of its pictures waits for the next
 * one to begin.
 */
export class HevcReader implements PictureReader {
  readonly #events: ReaderEvents;
  readonly #assembler: HevcAssembler;
  #silence: NodeJS.Timeout | undefined;
  #trustsEnds = true;
  #found = 0;
  #waited = 0;

  constructor(events: ReaderEvents) {
    this.#events = events;
    this.#assembler = new HevcAssembler(
      { onAccessUnit: (unit) => this.#take(unit), onFault: (fault) => this.#fault(fault) },
      {},
    );
  }

  get trustsEnds(): boolean {
    return this.#trustsEnds;
  }

  get ends() {
    const waited: Record<string, number> = this.#waited === 0 ? {} : { 'sender-pauses': this.#waited };
    return { found: this.#found, waited };
  }

  push(chunk: Uint8Array, receiveUs: number): void {
    this.#assembler.push(chunk, receiveUs);
    clearTimeout(this.#silence);
    if (!this.#assembler.isOpen) return;
    if (this.#trustsEnds) this.#silence = setTimeout(() => this.#quiet(), QUIET_MS);
    else this.#waited++;
  }

  pushPicture(bytes: Uint8Array, receiveUs: number): undefined {
    this.pushPart(bytes, receiveUs);
    this.endPicture();
  }

  pushPart(bytes: Uint8Array, receiveUs: number): void {
    this.#assembler.push(bytes, receiveUs);
  }

  endPicture(): void {
    if (this.#trustsEnds) this.#assembler.endPicture();
  }

  abandonPicture(): void {
    clearTimeout(this.#silence);
    this.#assembler.abandon();
  }

  end(): void {
    clearTimeout(this.#silence);
  }

  #quiet(): void {
    if (!this.#assembler.isOpen) return;
    this.#found++;
    this.#assembler.endPicture();
  }

  #take(unit: AccessUnit): void {
    const format = unit.key ? hevcFormatOf(unit.data) : undefined;
    if (format) this.#events.format(`${format.codec} ${format.width}x${format.height}`);
    this.#events.picture(unit);
  }

  #fault(fault: AssemblerFault): void {
    if (fault.kind === 'damaged-picture') return this.#events.damaged(fault.unit, fault.disposable);
    const { kind } = fault;
    const isCut = kind === 'late-slice' || kind === 'incomplete-picture';
    if (isCut) this.#trustsEnds = false;
    // A picture's end is believed here, not proven: a slice behind it means that a picture was shown without it.
    this.#events.fault(isCut ? 'incomplete-picture' : kind);
  }
}
