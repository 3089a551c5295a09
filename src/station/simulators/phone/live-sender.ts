// not shown in this file: what a simulator does, which it logs
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { Encoding } from '#core/media/encoding/encoding-choice';
import { SENDER_REQUEST_KINDS, type SenderRequest } from '#core/protocols/remote-camera/sender-requests';
import { nowUs } from '../../clock';
import type { PhoneSender } from './clip-sender';
import { encodeArguments } from './encode-arguments';
import type { PhoneWire } from './phone-wire';

/** `test` is a generated picture. */
export const GENERATED = 'test';
const GENERATED_SIZE = '1280x720';

export interface LiveCamera {
  /** `test`, or a device of this machine as ffmpeg names it: `/dev/video0`. */
  readonly camera: string;
  readonly codec: 'h264' | 'h265';
  readonly fps: number;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly onEvent: (text: string) => void;
}

/** Sends what a camera sees, by an encoder of its own; another takes its place when the station asks for another encoding. */
export class LiveSender implements PhoneSender {
  readonly #options: LiveCamera;
  readonly #wire: PhoneWire;
  readonly #onEnd: (reason: string) => void;
  readonly #beganMs = nowUs() / 1000;
  #encoding: Encoding = {};
  #encoder: ChildProcessByStdio<null, Readable, Readable> | undefined;

  /** @param onEnd the camera or its encoder ended by itself */
  constructor(options: LiveCamera, wire: PhoneWire, onEnd: (reason: string) => void) {
    this.#options = options;
    this.#wire = wire;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.#wire.greet(SENDER_REQUEST_KINDS);
    this.#begin();
  }

  stop(): void {
    const encoder = this.#encoder;
    this.#encoder = undefined;
    encoder?.kill('SIGKILL');
  }

  request(request: SenderRequest): void {
    if (request.kind === 'encoding') {
      const { kind: _, ...encoding } = request;
      this.#encoding = encoding;
      this.#options.onEvent(`encodes ${JSON.stringify(encoding)}, as it is asked`);
    } else if (this.#wire.pictures === 0) return;
    // An encoder that begins begins with a key picture.
    this.#begin();
  }

  #begin(): void {
    this.stop();
    const { codec, ffmpeg, fps } = this.#options;
    const input = ['-hide_banner', '-loglevel', 'error', ...inputOf(this.#options)];
    const args = [...input, ...encodeArguments(codec, fps, this.#encoding)];
    const encoder = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    this.#encoder = encoder;
    let said = '';
    let isFirst = true;
    const onAccessUnit = (unit: AccessUnit) => {
      if (isFirst) this.#wire.change(unit);
      isFirst = false;
      this.#take(unit);
    };
    const Assembler = codec === 'h265' ? HevcAssembler : AccessUnitAssembler;
    const assembler = new Assembler({ onAccessUnit, onFault: () => undefined });
    encoder.stdout.on('data', (chunk: Buffer) => {
      if (this.#encoder === encoder) assembler.push(chunk, nowUs());
    });
    encoder.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-300);
    });
    encoder.on('error', (error) => {
      said = error.message;
    });
    encoder.on('close', () => {
      if (this.#encoder === encoder) this.#onEnd(`the camera ended: ${said.trim()}`);
    });
  }

  #take(unit: AccessUnit): void {
    const takenMs = unit.receiveUs / 1000;
    const ms = takenMs - this.#beganMs;
    this.#wire.soundUntil(ms, this.#beganMs);
    this.#wire.picture(unit, takenMs, ms);
  }
}

function inputOf({ camera, fps }: LiveCamera): string[] {
  if (camera === GENERATED) return ['-re', '-f', 'lavfi', '-i', `testsrc2=size=${GENERATED_SIZE}:rate=${fps}`];
  switch (process.platform) {
    case 'darwin':
      return ['-f', 'avfoundation', '-framerate', `${fps}`, '-i', camera];
    case 'win32':
      return ['-f', 'dshow', '-i', `video=${camera}`];
    default:
      return ['-f', 'v4l2', '-framerate', `${fps}`, '-i', camera];
  }
}
