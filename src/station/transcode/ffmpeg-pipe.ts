import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { formatOf } from '#core/bitstream/format';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { type Colour, effectiveColour } from '#core/colour/colour';
import { type AccessUnit, isEntry, isRightAtOnce } from '#core/media/access-unit';
import { backOffMs } from '#core/media/back-off';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { KeyGate } from '#core/media/key-gate';
import type { Subscriber } from '../hub/stream';
import type { Log } from '../log';

/** What ffmpeg is given to decode, by the name of its demuxer. */
export type FfmpegInput = 'h264' | 'hevc';

/** What it is told of the pictures, beside what it reads in them. */
export interface FfmpegGiven {
  readonly input: FfmpegInput;
  readonly colour: Colour;
}

/** Bytes that may wait before ffmpeg; beyond, pictures are dropped up to the next entry. Two seconds of 8 Mbit/s. */
const MAX_WAITING_BYTES = 2 * 1024 * 1024;
/** An access unit delimiter: a picture that is followed by one is complete, so that ffmpeg's parser does not wait for the next. */
const DELIMITERS: Readonly<Record<FfmpegInput, Uint8Array>> = {
  h264: Uint8Array.of(0, 0, 0, 1, 0x09, 0xf0),
  hevc: Uint8Array.of(0, 0, 0, 1, 0x46, 0x01, 0x50),
};
/** What ffmpeg says that is told on: its last words. */
const MAX_STDERR = 500;

/** Where the pictures come from: a stream, or what another program makes. A newcomer is given those since the last key picture. */
export interface PictureFeed {
  subscribe(subscriber: Subscriber): () => void;
}

export interface FfmpegPipeOptions {
  readonly feed: PictureFeed;
  /** Of what it is given, for the log. */
  readonly name: string;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  readonly argumentsFor: (given: FfmpegGiven) => readonly string[];
  /** A program begins: gives what takes its output from here on. */
  readonly onStart: () => (chunk: Buffer) => void;
  /** Bytes that may wait before it, where its pictures do not come at their own pace. */
  readonly maxWaitingBytes?: number;
  /** What is written for a picture; the picture itself where it is absent. */
  readonly prepare?: (unit: AccessUnit) => Uint8Array;
  /** See `Subscriber`. */
  readonly taken?: TakenSize;
}

/**
 * Gives H.264 or H.265 to an ffmpeg of its own, from now until `stop`. A new ffmpeg takes the place of one that
 * dies, ever more patiently until `worked` is called, and of one whose pictures change their codec, size or colours: encoders
 * keep what they began with.
 */
export class FfmpegPipe implements Subscriber {
  readonly #options: FfmpegPipeOptions;
  #child: ChildProcessWithoutNullStreams | undefined;
  #input: FfmpegInput = 'h264';
  #format: string | undefined;
  #colour: Colour = effectiveColour(undefined, { width: 0, height: 0 });
  #gate = new KeyGate();
  #dropped = 0;
  #restarts = 0;
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isFinishing = false;
  #given = 0;

  constructor(options: FfmpegPipeOptions) {
    this.#options = options;
    this.#join();
  }

  get taken(): TakenSize {
    return this.#options.taken ?? 'full';
  }

  /** Pictures that ffmpeg was too slow for. */
  get dropped(): number {
    return this.#dropped + this.#gate.dropped;
  }

  /** Programs that died. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Pictures that the program of this moment was given. */
  get given(): number {
    return this.#given;
  }

  /** Something came out of it: the next failure is a first one. */
  worked(): void {
    this.#failures = 0;
  }

  picture(unit: AccessUnit): void {
    if (unit.codec === 'jpeg') return;
    if (isEntry(unit)) this.#ready(unit);
    const stdin = this.#child?.stdin;
    if (!stdin) return;
    const room = stdin.writableLength + unit.data.length <= (this.#options.maxWaitingBytes ?? MAX_WAITING_BYTES);
    if (!this.#gate.admit(isEntry(unit), room)) return;
    this.#given++;
    stdin.cork();
    stdin.write(this.#options.prepare?.(unit) ?? unit.data);
    stdin.write(DELIMITERS[this.#input]);
    stdin.uncork();
  }

  /** Nothing more goes in: what is inside comes out, and then the program has ended. */
  finish(onEnd: () => void): void {
    clearTimeout(this.#timer);
    this.#leave?.();
    this.#leave = undefined;
    const child = this.#child;
    if (!child) return onEnd();
    this.#isFinishing = true;
    child.once('close', onEnd);
    child.stdin.end();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#leave?.();
    this.#leave = undefined;
    this.#end();
  }

  /** The pictures since the last key picture come at once, and start a program. */
  #join(): void {
    this.#leave = this.#options.feed.subscribe(this);
  }

  /** Sees to a program that can take what begins with this entry. */
  #ready(unit: AccessUnit): void {
    const input = unit.codec === 'h265' ? 'hevc' : 'h264';
    const read = input === 'hevc' ? hevcFormatOf(unit.data) : formatOf(unit.data);
    const format = read && `${read.codec} ${read.width}x${read.height} ${Object.values(read.colour).join()}`;
    // A decoder that plays on would give out what is not right until the entry's count has passed.
    const isAnew = unit.afterLoss === true && !isRightAtOnce(unit) && this.#given > 0;
    const same = !isAnew && input === this.#input && (format === this.#format || format === undefined);
    if (this.#child && same) return;
    this.#end();
    this.#input = input;
    this.#format = format;
    if (read) this.#colour = read.colour;
    this.#start();
  }

  #start(): void {
    const { ffmpeg, argumentsFor, onStart } = this.#options;
    const child = spawn(ffmpeg, argumentsFor({ input: this.#input, colour: this.#colour }), {
      stdio: 'pipe',
      windowsHide: true,
    });
    this.#child = child;
    this.#given = 0;
    let said = '';
    const take = onStart();
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) take(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-MAX_STDERR);
    });
    // A broken pipe is told by `close` too.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      said = error.message;
    });
    child.on('close', (code) => {
      // not shown: in logs alone
      if (this.#child === child && !this.#isFinishing) this.#died(said.trim() || `exit ${code}`);
    });
  }

  #died(why: string): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#end();
    this.#failures++;
    this.#restarts++;
    const delayMs = backOffMs(this.#failures, Math.random());
    const { log, name } = this.#options;
    log.warn(`${name}: ffmpeg ended, another in ${Math.round(delayMs)} ms: ${why}`);
    this.#timer = setTimeout(() => this.#join(), delayMs);
  }

  #end(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#dropped += this.#gate.dropped;
    this.#gate = new KeyGate();
    child?.kill('SIGKILL');
  }
}
