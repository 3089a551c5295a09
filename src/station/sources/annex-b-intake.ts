import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { captureTimeOf } from '#core/bitstream/capture-time-sei';
import { formatOf } from '#core/bitstream/format';
import { LowDelayRewriter } from '#core/bitstream/low-delay-rewriter';
import type { NalRange } from '#core/bitstream/open-picture';
import { QuietEnd } from '#core/bitstream/picture-end/quiet-end';
import { readPrelude } from '#core/bitstream/prelude';
import type { AccessUnit } from '#core/media/access-unit';
import { nowUs } from '../clock';
import type { Stream } from '../hub/stream';
import type { VideoIntake } from './video-intake';

/**
 * A time on the host's clock, on the station's, both in µs.
 *
 * @param receiveUs when what bears that time arrived, on the station's clock.
 * @returns `undefined` where it cannot be told.
 */
export type CaptureClock = (hostUs: number, receiveUs: number) => number | undefined;

export interface IntakeOptions {
  /** Relates the host's clock to ours; without it capture times stay unknown. */
  readonly captureUs?: CaptureClock;
  /** Whose times a picture has, by its SEI NAL units, where it was made of another; its own arrival where that is unknown. */
  readonly timesOf?: (
    data: Uint8Array,
    sei: readonly NalRange[],
  ) => Pick<AccessUnit, 'receiveUs' | 'captureUs'> | undefined;
  /** After a loss pictures go on, false as they may be, instead of waiting for the next key picture. */
  readonly showDamaged?: boolean;
}

/**
 * Turns the bytes of one H.264 connection after another into a stream's access units. A picture that is still open when
 * the socket has nothing more to read is ended by its own bits, so that it does not wait for the next one to begin.
 */
export class AnnexBIntake implements VideoIntake {
  readonly #stream: Stream;
  readonly #captureUs: CaptureClock;
  readonly #timesOf: IntakeOptions['timesOf'];
  readonly #showDamaged: boolean;
  #assembler: AccessUnitAssembler;
  #quietEnd: QuietEnd;
  #quietCheck: NodeJS.Immediate | undefined;
  #lowDelay = new LowDelayRewriter();
  /** What `pushPicture` is given has been whole pictures so far. */
  #endsAreTrue = true;
  /** Of the picture that `pushPicture` ends. */
  #givenCaptureUs: number | undefined;

  constructor(stream: Stream, { captureUs = () => undefined, timesOf, showDamaged = false }: IntakeOptions = {}) {
    this.#timesOf = timesOf;
    this.#stream = stream;
    this.#captureUs = captureUs;
    this.#showDamaged = showDamaged;
    this.#assembler = this.#newAssembler();
    this.#quietEnd = new QuietEnd(this.#assembler);
    stream.pictureEnds = () => {
      const { found, waited } = this.#quietEnd.statistics;
      return { found, waited: Object.fromEntries(waited) };
    };
  }

  push(chunk: Uint8Array): void {
    this.#stream.countBytes(chunk.length);
    this.#assembler.push(chunk, nowUs());
    this.#endWhenQuiet();
  }

  /**
   * Takes bytes behind which, as their container says, a picture ends: it goes on at once. A container that is found to
   * cut pictures in pieces is no longer believed.
   *
   * @param captureUs when it was taken, on the station's clock, where its container says so
   */
  pushPicture(bytes: Uint8Array, captureUs?: number): void {
    this.#stream.countBytes(bytes.length);
    this.#assembler.push(bytes, nowUs());
    if (!this.#endsAreTrue) return this.#endWhenQuiet();
    this.#givenCaptureUs = captureUs;
    this.#assembler.flush();
    this.#givenCaptureUs = undefined;
  }

  /** Something that may have been a part of a picture was lost on its way here. */
  lost(): void {
    this.#stream.countFault();
    if (!this.#showDamaged) this.#stream.broke();
  }

  #endWhenQuiet(): void {
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
    this.#lowDelay = new LowDelayRewriter();
    this.#endsAreTrue = true;
    this.#stream.broke();
  }

  #newAssembler(): AccessUnitAssembler {
    return new AccessUnitAssembler({
      onAccessUnit: (unit) => this.#publish(unit),
      onFault: (fault) => this.#fault(fault),
    });
  }

  /** A key picture is copied where its SPS is rewritten; any other is passed on as the assembler cut it out. */
  #publish(unit: AccessUnit): void {
    const prelude = readPrelude(unit.data);
    const data = this.#lowDelay.take(unit.data, unit.key, prelude);
    if (!data) {
      this.#stream.countFault();
      return this.#stream.broke();
    }
    if (unit.key) {
      const format = formatOf(data);
      if (format) this.#stream.format = `${format.codec} ${format.width}x${format.height}`;
    }
    const times = this.#timesOf?.(unit.data, prelude.sei);
    if (times) return this.#stream.publish({ ...unit, ...times, data });
    const hostUs = captureTimeOf(unit.data, prelude.sei);
    const own = hostUs === undefined ? undefined : this.#captureUs(hostUs, unit.receiveUs);
    const captureUs = own ?? this.#givenCaptureUs;
    if (captureUs === undefined) return this.#stream.publish(data === unit.data ? unit : { ...unit, data });
    this.#stream.publish({ ...unit, data, captureUs });
  }

  #fault(fault: AssemblerFault): void {
    switch (fault.kind) {
      case 'waiting-for-parameter-sets':
        return this.#stream.waitFor('parameter-sets');
      case 'incomplete-picture':
        this.#endsAreTrue = false;
        return this.lost();
      case 'oversize':
      case 'missing-pictures':
      case 'broken-slice':
      case 'forbidden-zero-bit':
        // A part of a picture is gone: what refers to it would be false.
        return this.lost();
      default:
        return this.#stream.countFault();
    }
  }
}
