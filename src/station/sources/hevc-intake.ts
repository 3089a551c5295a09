import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import { nowUs } from '../clock';
import type { Stream } from '../hub/stream';
import type { VideoIntake } from './video-intake';

/**
 * A picture that is open and gets no byte for so long is taken for complete. Longer than a sender pauses between two writes
 * of one picture on a wired network, much shorter than the next picture is away.
 */
const QUIET_MS = 8;

/**
 * Turns the bytes of one H.265 connection after another into a stream's access units. The bits of a picture are not read to
 * find its end, as `AnnexBIntake` does for H.264: its socket's silence has to tell. A connection that is found to pause
 * within its pictures is not believed again, and each of its pictures waits for the next one to begin.
 */
export class HevcIntake implements VideoIntake {
  readonly #stream: Stream;
  readonly #showDamaged: boolean;
  #assembler: HevcAssembler;
  #silence: NodeJS.Timeout | undefined;
  #endsAreTrue = true;
  /** Of the picture that `pushPicture` is given at this moment. */
  #captureUs: number | undefined;
  #found = 0;
  #waited = 0;

  constructor(stream: Stream, { showDamaged = false }: { readonly showDamaged?: boolean } = {}) {
    this.#stream = stream;
    this.#showDamaged = showDamaged;
    this.#assembler = this.#newAssembler();
    stream.pictureEnds = () => ({
      found: this.#found,
      waited: this.#waited === 0 ? {} : { 'the sender pauses within pictures': this.#waited },
    });
  }

  push(chunk: Uint8Array): void {
    this.#stream.countBytes(chunk.length);
    this.#assembler.push(chunk, nowUs());
    clearTimeout(this.#silence);
    if (!this.#assembler.isOpen) return;
    if (this.#endsAreTrue) this.#silence = setTimeout(() => this.#quiet(), QUIET_MS);
    else this.#waited++;
  }

  /**
   * Takes bytes behind which, as their container says, a picture ends: it goes on at once.
   *
   * @param captureUs when it was taken, on the station's clock, where its container says so
   */
  pushPicture(bytes: Uint8Array, captureUs?: number): void {
    this.#stream.countBytes(bytes.length);
    this.#captureUs = this.#endsAreTrue ? captureUs : undefined;
    this.#assembler.push(bytes, nowUs());
    if (this.#endsAreTrue) this.#assembler.endPicture();
    this.#captureUs = undefined;
  }

  /** Something that may have been a part of a picture was lost on its way here. */
  lost(): void {
    this.#stream.countFault();
    if (!this.#showDamaged) this.#stream.broke();
  }

  /** A new connection: nothing that was received before continues. */
  restart(): void {
    clearTimeout(this.#silence);
    this.#assembler = this.#newAssembler();
    this.#endsAreTrue = true;
    this.#found = 0;
    this.#waited = 0;
    this.#stream.broke();
  }

  #quiet(): void {
    if (!this.#assembler.isOpen) return;
    this.#found++;
    this.#assembler.endPicture();
  }

  #newAssembler(): HevcAssembler {
    return new HevcAssembler({
      onAccessUnit: (unit) => this.#publish(unit),
      onFault: (fault) => this.#fault(fault),
    });
  }

  #publish(unit: AccessUnit): void {
    const format = unit.key ? hevcFormatOf(unit.data) : undefined;
    if (format) this.#stream.format = `${format.codec} ${format.width}x${format.height}`;
    this.#stream.publish(this.#captureUs === undefined ? unit : { ...unit, captureUs: this.#captureUs });
  }

  #fault(fault: AssemblerFault): void {
    switch (fault.kind) {
      case 'waiting-for-parameter-sets':
        return this.#stream.waitFor('parameter-sets');
      case 'late-slice':
      case 'incomplete-picture':
        // A picture was ended within itself.
        this.#endsAreTrue = false;
        return this.lost();
      case 'oversize':
      case 'broken-slice':
      case 'forbidden-zero-bit':
        return this.lost();
      default:
        return this.#stream.countFault();
    }
  }
}
