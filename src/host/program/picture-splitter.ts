import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { QuietEnd } from '#core/bitstream/picture-end/quiet-end';
import type { AccessUnit } from '#core/media/access-unit';

/**
 * Makes pictures of the H.264 that a program writes. A picture ends with its own last bit, once nothing more is there to be
 * read, and does not wait for the next one to begin.
 */
export class PictureSplitter {
  readonly #assembler: AccessUnitAssembler;
  readonly #quietEnd: QuietEnd;
  #check: NodeJS.Immediate | undefined;

  /** @param onPicture from the first key picture on */
  constructor(onPicture: (unit: AccessUnit) => void) {
    let isOpen = false;
    this.#assembler = new AccessUnitAssembler({
      onAccessUnit: (unit) => {
        isOpen ||= unit.key;
        if (isOpen) onPicture(unit);
      },
      // What an encoder writes amiss is for viewers to judge, who are given it as it is.
      onFault: () => undefined,
    });
    this.#quietEnd = new QuietEnd(this.#assembler);
  }

  push(chunk: Uint8Array, receiveUs: number): void {
    this.#assembler.push(chunk, receiveUs);
    // What the pipe still has is read before an immediate runs.
    this.#check ??= setImmediate(() => {
      this.#check = undefined;
      this.#quietEnd.quiet();
    });
  }

  /** Nothing more comes, and what is open is let go: it may be half a picture. */
  end(): void {
    clearImmediate(this.#check);
  }
}
