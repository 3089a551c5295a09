import { detectCodec } from '#core/bitstream/detect-codec';
import type { Stream } from '../hub/stream';
import { AnnexBIntake } from './annex-b-intake';
import { HevcIntake } from './hevc-intake';
import type { VideoIntake } from './video-intake';

/** What may come before the first start code, until H.264 is taken for granted. */
const MOST_UNDECIDED_BYTES = 64 * 1024;

export interface DetectingIntakeOptions {
  readonly showDamaged?: boolean;
}

/** Takes H.264 or H.265, as it was told or, for each connection anew, as its first bytes show. */
export class DetectingIntake implements VideoIntake {
  readonly #stream: Stream;
  readonly #options: DetectingIntakeOptions;
  #codec: 'h264' | 'h265' | undefined;
  #intake: VideoIntake | undefined;
  #undecided: Uint8Array[] = [];

  constructor(stream: Stream, options: DetectingIntakeOptions = {}) {
    this.#stream = stream;
    this.#options = options;
  }

  push(chunk: Uint8Array): void {
    this.#take(chunk, (intake, bytes) => intake.push(bytes));
  }

  pushPicture(bytes: Uint8Array): void {
    this.#take(bytes, (intake, all) => intake.pushPicture(all));
  }

  lost(): void {
    this.#intake?.lost();
  }

  restart(): void {
    this.begin(undefined);
  }

  /** A new connection, whose codec is known, or shows. */
  begin(codec: 'h264' | 'h265' | undefined): void {
    this.#undecided = [];
    // Its timers must not end pictures of what follows.
    this.#intake?.restart();
    if (codec === undefined || codec !== this.#codec) this.#intake = undefined;
    this.#codec = codec;
    if (codec) this.#intake ??= this.#make(codec);
    else this.#stream.broke();
  }

  #take(bytes: Uint8Array, give: (intake: VideoIntake, bytes: Uint8Array) => void): void {
    if (this.#intake) return give(this.#intake, bytes);
    const all = this.#undecided.length === 0 ? bytes : new Uint8Array(Buffer.concat([...this.#undecided, bytes]));
    const codec = detectCodec(all) ?? (all.length > MOST_UNDECIDED_BYTES ? 'h264' : undefined);
    if (!codec) {
      this.#undecided = [all.slice()];
      return;
    }
    this.#undecided = [];
    this.#intake = this.#make(codec);
    give(this.#intake, all);
  }

  #make(codec: 'h264' | 'h265'): VideoIntake {
    return codec === 'h265'
      ? new HevcIntake(this.#stream, this.#options)
      : new AnnexBIntake(this.#stream, this.#options);
  }
}
