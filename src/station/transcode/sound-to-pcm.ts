import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { AudioChunk } from '#core/media/audio-chunk';
import { backOffMs } from '#core/media/back-off';
import { type AudioFormat, audioFormatOf } from '#core/mp4/write/audio-entry';
import { initSegment } from '#core/mp4/write/init-segment';
import { mediaSegment } from '#core/mp4/write/media-segment';
import type { Log } from '../log';
import { pcmArguments } from './pcm-arguments';

const TRACK_ID = 1;
/** Packets inside ffmpeg: some seconds. An ffmpeg that holds more is stuck. */
const MAX_INSIDE = 256;
/** What ffmpeg says that is told on: its last words. */
const MAX_STDERR = 300;

/** Gets each piece of PCM, as long as the packet that it was made of and with its times. It may keep it. */
export type PcmListener = (chunk: AudioChunk, run: number | undefined) => void;

export interface SoundToPcmOptions {
  /** Whose sound it is, for the log. */
  readonly name: string;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  readonly onPcm: PcmListener;
}

/** A packet inside ffmpeg. */
interface Inside {
  readonly of: AudioChunk;
  readonly run: number | undefined;
  readonly bytes: number;
}

/** One program, and what is on its way through it. */
interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly format: AudioFormat;
  readonly key: string;
  readonly inside: Inside[];
  sequence: number;
  /** In units of the track's timescale. */
  endUnits: number;
  /** What came out, and makes no whole piece yet. */
  out: Buffer;
}

/**
 * Sound that not every viewer decodes, as PCM, by an ffmpeg that starts with the first packet and ends with `stop`. A new
 * one takes the place of one that dies, ever more patiently, and of one whose sound changes its format.
 */
export class SoundToPcm {
  readonly #options: SoundToPcmOptions;
  #program: Program | undefined;
  #failures = 0;
  #restarts = 0;
  #dropped = 0;
  /** None is started before, ms of `performance.now()`. */
  #notBeforeMs = 0;

  constructor(options: SoundToPcmOptions) {
    this.#options = options;
  }

  /** Packets that nothing was made of: they came while there was no program, or describe themselves too badly. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Programs that died. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#program?.child.pid;
  }

  /** @param run of what is played back, handed on */
  push(of: AudioChunk, run?: number): void {
    const program = this.#ready(of);
    if (!program) {
      this.#dropped++;
      return;
    }
    const { format, inside, child } = program;
    // not shown: in logs alone
    if (inside.length >= MAX_INSIDE) return this.#died(program, 'it takes in nothing any more');
    const duration = format.unitsPerSample(of);
    inside.push({ of, run, bytes: duration * of.channels * 2 });
    const samples = [{ data: of.data, duration, key: true }];
    const tracks = [{ trackId: TRACK_ID, baseDecodeTime: program.endUnits, samples }];
    program.endUnits += duration;
    child.stdin.write(Buffer.concat(mediaSegment({ sequence: ++program.sequence, tracks })));
  }

  stop(): void {
    const program = this.#program;
    this.#program = undefined;
    program?.child.kill('SIGKILL');
  }

  /** A program that takes what this is a packet of; `undefined` where there is none now. */
  #ready(of: AudioChunk): Program | undefined {
    const { codec, sampleRateHz, channels, description } = of;
    const key = `${codec} ${sampleRateHz} ${channels} ${description ?? ''}`;
    if (this.#program?.key === key) return this.#program;
    this.stop();
    const format = audioFormatOf(of);
    if (!format || performance.now() < this.#notBeforeMs) return undefined;
    this.#program = this.#start(format, key);
    return this.#program;
  }

  #start(format: AudioFormat, key: string): Program {
    const { track } = format;
    const rates = { rateHz: track.timescale, channels: track.channels };
    const child = spawn(this.#options.ffmpeg, pcmArguments(rates), { stdio: 'pipe', windowsHide: true });
    const program: Program = { child, format, key, inside: [], sequence: 0, endUnits: 0, out: Buffer.alloc(0) };
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#program === program) this.#take(program, chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-MAX_STDERR);
    });
    // A broken pipe is told by `close` too.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      said = error.message;
    });
    // not shown: in logs alone
    child.on('close', (code) => this.#died(program, said.trim() || `exit ${code}`));
    // Nothing is skipped at the beginning: each packet is to give as many samples as it is long.
    const codec = track.codec.type === 'opus' ? { ...track.codec, preSkip: 0 } : track.codec;
    child.stdin.write(initSegment([{ ...track, codec, trackId: TRACK_ID }]));
    return program;
  }

  #take(program: Program, chunk: Buffer): void {
    this.#failures = 0;
    const { inside, format } = program;
    let out = program.out.length > 0 ? Buffer.concat([program.out, chunk]) : chunk;
    for (let next = inside[0]; next && out.length >= next.bytes; next = inside[0]) {
      inside.shift();
      const { description: _, ...of } = next.of;
      const data = new Uint8Array(out.subarray(0, next.bytes));
      const pcm = { ...of, codec: 'pcm-s16le', sampleRateHz: format.track.timescale, data } as const;
      out = out.subarray(next.bytes);
      this.#options.onPcm(pcm, next.run);
    }
    program.out = out;
  }

  #died(program: Program, why: string): void {
    if (this.#program !== program) return;
    this.stop();
    this.#failures++;
    this.#restarts++;
    const delayMs = backOffMs(this.#failures, Math.random());
    this.#notBeforeMs = performance.now() + delayMs;
    const { log, name } = this.#options;
    log.warn(`${name}: ffmpeg of its sound ended, another in ${Math.round(delayMs)} ms: ${why}`);
  }
}
