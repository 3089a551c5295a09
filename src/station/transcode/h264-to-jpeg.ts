import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { formatOf } from '#core/bitstream/format';
import { JpegSplitter } from '#core/bitstream/jpeg/jpeg-splitter';
import type { AccessUnit } from '#core/media/access-unit';
import { backOffMs } from '#core/media/back-off';
import { KeyGate } from '#core/media/key-gate';
import type { Stream, Subscriber } from '../hub/stream';
import type { Log } from '../log';
import { type JpegOutput, jpegArguments } from './ffmpeg-arguments';

/** Bytes that may wait before ffmpeg; beyond, pictures are dropped up to the next key picture. Two seconds of 8 Mbit/s. */
const MOST_WAITING_BYTES = 2 * 1024 * 1024;
/** An access unit delimiter: a picture that is followed by one is complete, so that ffmpeg's parser does not wait for the next. */
const DELIMITER = Uint8Array.of(0, 0, 0, 1, 0x09, 0xf0);
/** What ffmpeg says that is told on: its last words. */
const MOST_STDERR = 500;

export interface H264ToJpegOptions {
  readonly stream: Stream;
  readonly output: JpegOutput;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  /** One whole JPEG; it may be kept. */
  readonly onJpeg: (jpeg: Uint8Array<ArrayBuffer>) => void;
}

/**
 * Decodes a stream to JPEG with an ffmpeg of its own, from now until `stop`. A new ffmpeg takes the place of one that dies,
 * ever more patiently until pictures come, and of one whose stream changes its size.
 */
export class H264ToJpeg implements Subscriber {
  readonly #options: H264ToJpegOptions;
  #child: ChildProcessWithoutNullStreams | undefined;
  #gate = new KeyGate();
  #dropped = 0;
  #size: string | undefined;
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopped = false;

  constructor(options: H264ToJpegOptions) {
    this.#options = options;
    this.#start();
  }

  /** Pictures that ffmpeg was too slow for. */
  get dropped(): number {
    return this.#dropped + this.#gate.dropped;
  }

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  picture(unit: AccessUnit): void {
    const stdin = this.#child?.stdin;
    if (!stdin || (unit.codec ?? 'h264') !== 'h264') return;
    if (unit.key && this.#sizeChanged(unit)) return this.#replace();
    const room = stdin.writableLength + unit.data.length <= MOST_WAITING_BYTES;
    if (!this.#gate.admit(unit.key, room)) return;
    stdin.cork();
    stdin.write(unit.data);
    stdin.write(DELIMITER);
    stdin.uncork();
  }

  telemetry(): void {}

  state(): void {}

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#end();
  }

  #start(): void {
    const { stream, output, ffmpeg, onJpeg } = this.#options;
    const child = spawn(ffmpeg, jpegArguments(output), { stdio: 'pipe', windowsHide: true });
    this.#child = child;
    this.#size = undefined;
    let said = '';
    const splitter = new JpegSplitter({
      onJpeg: (jpeg) => {
        this.#failures = 0;
        if (this.#child === child) onJpeg(jpeg);
      },
    });
    child.stdout.on('data', (chunk: Buffer) => splitter.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-MOST_STDERR);
    });
    // A broken pipe is told by `close` too.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      said = error.message;
    });
    child.on('close', (code) => {
      if (this.#child === child) this.#died(said.trim() || `exit ${code}`);
    });
    this.#leave = stream.subscribe(this);
  }

  #died(why: string): void {
    this.#end();
    this.#failures++;
    const delayMs = backOffMs(this.#failures, Math.random());
    this.#options.log.warn(
      `${this.#options.stream.info.id}: ffmpeg ended, another in ${Math.round(delayMs)} ms: ${why}`,
    );
    this.#timer = setTimeout(() => this.#start(), delayMs);
  }

  /** ffmpeg's JPEG encoder keeps the size that it began with. */
  #replace(): void {
    this.#end();
    // Not within the stream's own round of its subscribers.
    this.#timer = setTimeout(() => !this.#stopped && this.#start());
  }

  #sizeChanged(unit: AccessUnit): boolean {
    const format = formatOf(unit.data);
    if (!format) return false;
    const size = `${format.width}x${format.height}`;
    const changed = this.#size !== undefined && this.#size !== size;
    this.#size = size;
    return changed;
  }

  #end(): void {
    const child = this.#child;
    this.#child = undefined;
    this.#leave?.();
    this.#leave = undefined;
    this.#dropped += this.#gate.dropped;
    this.#gate = new KeyGate();
    child?.kill('SIGKILL');
  }
}
