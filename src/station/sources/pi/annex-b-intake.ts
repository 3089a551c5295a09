import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { formatOf } from '#core/bitstream/format';
import { QuietEnd } from '#core/bitstream/picture-end/quiet-end';
import type { AccessUnit } from '#core/media/access-unit';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';

/**
 * Turns the bytes of one H.264 connection after another into a stream's access units. A picture that is still open when
 * the socket has nothing more to read is ended by its own bits, so that it does not wait for the next one to begin.
 */
export class AnnexBIntake {
  readonly #stream: Stream;
  #assembler: AccessUnitAssembler;
  #quietEnd: QuietEnd;
  #quietCheck: NodeJS.Immediate | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#assembler = this.#newAssembler();
    this.#quietEnd = new QuietEnd(this.#assembler);
  }

  push(chunk: Uint8Array): void {
    this.#stream.countBytes(chunk.length);
    this.#assembler.push(chunk, nowUs());
    // What the socket still has is read before an immediate runs.
    this.#quietCheck ??= setImmediate(() => {
      this.#quietCheck = undefined;
      this.#quietEnd.quiet();
    });
  }

  /** A new connection: nothing that was received before continues. */
  restart(): void {
    this.#assembler = this.#newAssembler();
    this.#quietEnd = new QuietEnd(this.#assembler);
    this.#stream.broke();
  }

  #newAssembler(): AccessUnitAssembler {
    return new AccessUnitAssembler({
      onAccessUnit: (unit) => this.#publish(unit),
      onFault: (fault) => this.#fault(fault),
    });
  }

  #publish(unit: AccessUnit): void {
    if (unit.key) {
      const format = formatOf(unit.data);
      if (format) this.#stream.format = `${format.codec} ${format.width}x${format.height}`;
    }
    this.#stream.publish(unit);
  }

  #fault(fault: AssemblerFault): void {
    switch (fault.kind) {
      case 'waiting-for-parameter-sets':
        return this.#stream.waitFor('parameter-sets');
      case 'oversize':
      case 'broken-slice':
      case 'forbidden-zero-bit':
        // A part of a picture is gone: what refers to it would be false.
        this.#stream.countFault();
        return this.#stream.broke();
      default:
        return this.#stream.countFault();
    }
  }
}
