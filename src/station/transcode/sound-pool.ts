import type { AudioChunk } from '#core/media/audio-chunk';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import { findFfmpeg, NO_FFMPEG } from './find-ffmpeg';
import { type PcmListener, SoundToPcm } from './sound-to-pcm';

/** Each takes a percent of a core. */
const MOST_FFMPEGS = 32;

export interface SoundPoolOptions {
  readonly log: Log;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find?: () => string | undefined;
}

/** What the statistics say of a program. */
export type SoundProgram = Pick<SoundToPcm, 'dropped' | 'restarts'>;

/** The way to sound as PCM, until the release; or one line that says why there is none. */
export type PcmWatch = { readonly program: SoundProgram; readonly leave: () => void } | string;

interface Shared {
  readonly program: SoundToPcm;
  readonly listeners: Set<PcmListener>;
  readonly untap: () => void;
}

/** Streams' sound as PCM: one ffmpeg for each stream, shared by all who need it and gone with the last of them. */
export class SoundPool {
  readonly #log: Log;
  readonly #find: () => string | undefined;
  readonly #shared = new Map<Stream, Shared>();
  readonly #own = new Set<SoundToPcm>();

  constructor({ log, find = findFfmpeg }: SoundPoolOptions) {
    this.#log = log;
    this.#find = find;
  }

  /** Programs that run, or will with the next packet. */
  get size(): number {
    return this.#shared.size + this.#own.size;
  }

  /** Process ids of those that run. */
  get pids(): readonly number[] {
    const programs = [...this.#own, ...[...this.#shared.values()].map(({ program }) => program)];
    return programs.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /** Gives `listener` a stream's sound as PCM from here on, whatever it is. */
  watch(stream: Stream, listener: PcmListener): PcmWatch {
    let shared = this.#shared.get(stream);
    if (!shared) {
      const ffmpeg = this.#room();
      if ('problem' in ffmpeg) return ffmpeg.problem;
      shared = this.#share(stream, ffmpeg.path);
      this.#shared.set(stream, shared);
    }
    const { program, listeners, untap } = shared;
    listeners.add(listener);
    const leave = () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      untap();
      program.stop();
      this.#shared.delete(stream);
    };
    return { program, leave };
  }

  /** One for a playback alone: it is given what is played. */
  open(name: string, onPcm: PcmListener): { readonly program: SoundToPcm; readonly leave: () => void } | string {
    const ffmpeg = this.#room();
    if ('problem' in ffmpeg) return ffmpeg.problem;
    const program = new SoundToPcm({ name, ffmpeg: ffmpeg.path, log: this.#log, onPcm });
    this.#own.add(program);
    const leave = () => {
      program.stop();
      this.#own.delete(program);
    };
    return { program, leave };
  }

  /** Ends every program. */
  close(): void {
    for (const { program, untap } of this.#shared.values()) {
      untap();
      program.stop();
    }
    for (const program of this.#own) program.stop();
    this.#shared.clear();
    this.#own.clear();
  }

  #room(): { readonly path: string } | { readonly problem: string } {
    if (this.size >= MOST_FFMPEGS) return { problem: `No more than ${MOST_FFMPEGS} sounds are decoded at a time.` };
    const path = this.#find();
    return path === undefined ? { problem: NO_FFMPEG } : { path };
  }

  #share(stream: Stream, ffmpeg: string): Shared {
    const listeners = new Set<PcmListener>();
    const onPcm: PcmListener = (...pcm) => {
      for (const listener of listeners) listener(...pcm);
    };
    const program = new SoundToPcm({ name: stream.info.id, ffmpeg, log: this.#log, onPcm });
    const audio = (chunk: AudioChunk) => program.push(chunk);
    const untap = stream.tap({ picture: () => undefined, telemetry: () => undefined, audio });
    return { program, listeners, untap };
  }
}
