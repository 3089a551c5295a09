import type { StreamStatistics, WaitingFor } from '#contracts/link';
import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { captureTimeOf } from '#core/bitstream/capture-time-sei';
import type { ForeignFormat } from '#core/bitstream/foreign-format';
import type { JpegFault } from '#core/bitstream/jpeg/headers';
import type { NalRange } from '#core/bitstream/open-picture';
import type { AccessUnit, PictureCodec } from '#core/media/access-unit';
import { nowUs } from '../../clock';
import { AvcReader } from './avc-reader';
import { CodecDetector } from './codec-detector';
import { FAULT_EFFECTS } from './fault-effects';
import { HevcReader } from './hevc-reader';
import { JpegReader } from './jpeg-reader';
import type { MakePictureReader, Original, PictureReader } from './picture-reader';

/**
 * Where an intake's pictures go, and what it says about them, where that is asked for. A `Stream` takes all of it, a `FanOut`
 * the pictures alone.
 */
export interface IntakeOutput {
  publish(unit: AccessUnit): void;
  /** A picture was lost: what follows waits for a key picture. @param fault the kind of fault that was the cause, where it was one */
  broke(fault?: string): void;
  /** A picture came that is not fit to be shown. @param fault its kind */
  holdBack?(unit: AccessUnit, fault: string): void;
  waitFor?(what: WaitingFor | undefined, found?: ForeignFormat): void;
  countBytes?(bytes: number): void;
  countFault?(): void;
  /** Profile, level and size, for people. */
  setFormat?(text: string): void;
  /** The intake itself, which may be asked at any time for how the pictures read. */
  readBy?(reading: Pick<Intake, 'pictureEnds' | 'countsOtherwise'>): void;
}

/**
 * A time on the host's clock, on the station's, both in µs.
 *
 * @param receiveUs when what bears that time arrived, on the station's clock.
 * @returns `undefined` where it cannot be told.
 */
export type CaptureClock = (hostUs: number, receiveUs: number) => number | undefined;

export interface IntakeOptions {
  /** Of every connection; absent: the first bytes of each show it, or `begin` is told. */
  readonly codec?: PictureCodec;
  /** Relates the host's clock to ours; without it capture times in the bit stream stay unknown. */
  readonly captureUs?: CaptureClock;
  /** Whose times a picture has, by its SEI NAL units, where it was made of another; its own arrival where that is unknown. */
  readonly timesOf?: (
    data: Uint8Array,
    sei: readonly NalRange[],
  ) => Pick<AccessUnit, 'receiveUs' | 'captureUs'> | undefined;
  /** After a loss pictures go on, false as they may be, instead of waiting for the next key picture. */
  readonly showDamaged?: boolean;
}

/** What a container says of a picture. */
export interface PictureFacts {
  /** When it was taken, on the station's clock, µs. */
  readonly captureUs?: number | undefined;
  /** When its last byte arrived, µs; absent: now. */
  readonly receiveUs?: number;
  /** Whether decoding may begin here, as far as the container knows. No codec is detected from a picture where it is false. */
  readonly key?: boolean;
}

const READERS: Readonly<Record<PictureCodec, MakePictureReader>> = {
  h264: (events, former) => new AvcReader(events, former),
  h265: (events) => new HevcReader(events),
  jpeg: (events) => new JpegReader(events),
};
const NO_ENDS: StreamStatistics['pictureEnds'] = { found: 0, waited: {} };

/**
 * Turns the bytes, or the pictures, of one connection after another into a stream's access units: the one way in for every
 * source and every codec. It decides what a fault means (`FAULT_EFFECTS`): after a loss nothing passes until the next key
 * picture, unless damaged pictures are wanted.
 */
export class Intake {
  readonly #output: IntakeOutput;
  readonly #options: IntakeOptions;
  readonly #detector = new CodecDetector();
  #codec: PictureCodec | undefined;
  /** This connection carries no video that can be read: its bytes are passed over. */
  #foreign: ForeignFormat | undefined;
  #reader: PictureReader | undefined;
  /** That of the connection before, for its parameter sets. */
  #former: PictureReader | undefined;
  /** Of the picture that `pushPicture` is given at this moment. */
  #givenCaptureUs: number | undefined;

  constructor(output: IntakeOutput, options: IntakeOptions = {}) {
    this.#output = output;
    this.#options = options;
    this.#use(options.codec);
    output.readBy?.(this);
  }

  /** Of this connection: pictures that were still open when the socket went quiet, by what told their end. */
  get pictureEnds(): StreamStatistics['pictureEnds'] {
    return this.#reader?.ends ?? NO_ENDS;
  }

  /** Whether the encoder's frame_num leaps though nothing is missing. */
  get countsOtherwise(): boolean {
    return this.#reader?.countsOtherwise ?? false;
  }

  /** Of this connection; `undefined` until it is known. */
  get codec(): PictureCodec | undefined {
    return this.#codec;
  }

  /** What this connection carries instead of video; `undefined` where it is video, or not known. */
  get foreign(): ForeignFormat | undefined {
    return this.#foreign;
  }

  /** A new connection: it continues nothing that was received before. @param codec absent: as the options say */
  begin(codec: PictureCodec | undefined = this.#options.codec): void {
    this.#detector.reset();
    this.#foreign = undefined;
    this.#use(codec);
    this.#output.broke();
  }

  /** The next bytes of the connection, cut anywhere. A picture goes on as soon as its end is certain. */
  push(chunk: Uint8Array, receiveUs = nowUs()): void {
    this.#output.countBytes?.(chunk.length);
    const bytes = this.#reader ? chunk : this.#detect(chunk);
    if (bytes) this.#reader?.push(bytes, receiveUs);
  }

  /**
   * Bytes behind which, as their container says, a picture ends: it goes on at once. A container that is found to cut pictures
   * in pieces is no longer believed. A JPEG is kept, and must not be written into afterwards.
   *
   * @returns why a JPEG was dropped
   */
  pushPicture(data: Uint8Array, facts: PictureFacts = {}): JpegFault | undefined {
    this.#output.countBytes?.(data.length);
    const isUnknown = !this.#reader;
    if (isUnknown && facts.key === false) {
      this.#output.waitFor?.('key-picture');
      return undefined;
    }
    const bytes = isUnknown ? this.#detect(data) : data;
    if (!bytes) return undefined;
    // Where ends are not trusted, the picture that goes on now is one of before.
    this.#givenCaptureUs = this.#reader?.trustsEnds ? facts.captureUs : undefined;
    const fault = this.#reader?.pushPicture(bytes, facts.receiveUs ?? nowUs());
    this.#givenCaptureUs = undefined;
    return fault;
  }

  /**
   * The next bytes of a picture, cut anywhere, whose end `endPicture` tells. Where ends that were told so far were none, the
   * picture's own bits tell it.
   */
  pushPart(chunk: Uint8Array, receiveUs: number): void {
    const reader = this.#reader;
    if (!reader?.trustsEnds) return this.push(chunk, receiveUs);
    this.#output.countBytes?.(chunk.length);
    reader.pushPart(chunk, receiveUs);
  }

  /** Behind what was pushed a picture ends, as its container says: it goes on at once. */
  endPicture({ captureUs }: Pick<PictureFacts, 'captureUs'>): void {
    const reader = this.#reader;
    if (!reader?.trustsEnds) return;
    this.#givenCaptureUs = captureUs;
    reader.endPicture();
    this.#givenCaptureUs = undefined;
  }

  /** A part of the picture that is open was lost on its way here: what came of it is let go. Shown all the same where that is wanted. */
  lostPart(): void {
    if (!this.#options.showDamaged) this.#reader?.abandonPicture?.();
    this.lost();
  }

  /** Something that may have been a part of a picture was lost on its way here. */
  lost(): void {
    this.#reader?.lost?.();
    this.#broke('lost');
  }

  /** What refers to what is missing would be false. @param fault its kind, for the statistics */
  #broke(fault: string): void {
    this.#output.countFault?.();
    // A JPEG refers to no other picture.
    if (!this.#options.showDamaged && this.#codec !== 'jpeg') this.#output.broke(fault);
  }

  #detect(bytes: Uint8Array): Uint8Array | undefined {
    if (this.#foreign) return undefined;
    const found = this.#detector.push(bytes);
    if (!found) return undefined;
    if ('foreign' in found) {
      this.#foreign = found.foreign;
      this.#output.waitFor?.('video', found.foreign);
      return undefined;
    }
    this.#use(found.codec);
    return found.bytes;
  }

  /** A new reader, so that nothing of the last one ends pictures of what follows. */
  #use(codec: PictureCodec | undefined): void {
    this.#reader?.end();
    this.#former = this.#reader ?? this.#former;
    this.#codec = codec;
    this.#reader =
      codec &&
      READERS[codec](
        {
          picture: (unit, original) => this.#publish(unit, original),
          damaged: (unit, isDisposable, original) => this.#damaged(unit, isDisposable, original),
          fault: (kind) => this.#fault(kind),
          broke: (reason) => this.#output.broke(reason),
          format: (text) => this.#output.setFormat?.(text),
        },
        this.#former,
      );
  }

  #damaged(unit: AccessUnit, isDisposable: boolean, original: Original | undefined): void {
    if (isDisposable) this.#output.countFault?.();
    else this.#broke('damaged-picture');
    if (this.#options.showDamaged) this.#publish(unit, original);
    else this.#output.holdBack?.(unit, 'damaged-picture');
  }

  #publish(unit: AccessUnit, original: Original | undefined): void {
    const made = original && this.#options.timesOf?.(original.data, original.sei);
    if (made) return this.#output.publish({ ...unit, ...made });
    const captureUs = this.#hostCaptureUs(unit, original) ?? this.#givenCaptureUs;
    this.#output.publish(captureUs === undefined ? unit : { ...unit, captureUs });
  }

  /** What the host wrote into the picture itself, on our clock. */
  #hostCaptureUs({ receiveUs }: AccessUnit, original: Original | undefined): number | undefined {
    const { captureUs } = this.#options;
    const hostUs = original && captureUs && captureTimeOf(original.data, original.sei);
    return hostUs === undefined ? undefined : captureUs?.(hostUs, receiveUs);
  }

  #fault(kind: AssemblerFault['kind']): void {
    switch (FAULT_EFFECTS[kind]) {
      case 'lacks-parameter-sets':
        return this.#output.waitFor?.('parameter-sets');
      case 'loss':
        return this.#broke(kind);
      case 'counted':
        return this.#output.countFault?.();
    }
  }
}
