import type { AudioChunk } from '#core/media/audio-chunk';
import { type Text, text } from '#core/texts/text';
import { findFfmpeg } from '../find-ffmpeg';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import { type SharedProgram, SharedPrograms } from './shared-programs';
import { type PcmListener, SoundToPcm } from './sound-to-pcm';

/** Each takes a percent of a core. */
const MAX_FFMPEGS = 32;

export interface SoundPoolOptions {
  readonly log: Log;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find?: () => string | undefined;
}

/** What the statistics say of a program. */
export type SoundProgram = Pick<SoundToPcm, 'dropped' | 'restarts'>;

/** The way to sound as PCM, until the release; or one line that says why there is none. */
export type PcmWatch = { readonly program: SoundProgram; readonly leave: () => void } | Text;

/** A program, and those who get its PCM. */
interface PcmProgram extends SharedProgram {
  readonly toPcm: SoundToPcm;
  readonly listeners: Set<PcmListener>;
}

/** Streams' sound as PCM: one ffmpeg for each stream, shared by all who need it. */
export class SoundPool {
  readonly #log: Log;
  readonly #programs: SharedPrograms<PcmProgram>;

  constructor({ log, find = findFfmpeg }: SoundPoolOptions) {
    this.#log = log;
    const tooMany = text('ffmpeg.tooManySounds', { max: MAX_FFMPEGS });
    this.#programs = new SharedPrograms({ max: MAX_FFMPEGS, tooMany, find });
  }

  /** Programs that run, or will with the next packet. */
  get size(): number {
    return this.#programs.size;
  }

  /** Process ids of those that run. */
  get pids(): readonly number[] {
    return this.#programs.pids;
  }

  /** Gives `listener` a stream's sound as PCM from here on, whatever it is. */
  watch(stream: Stream, listener: PcmListener): PcmWatch {
    const taken = this.#programs.take(stream, '', (ffmpeg) => {
      const program = this.#start(stream.info.id, ffmpeg, () => untap());
      const audio = (chunk: AudioChunk) => program.toPcm.push(chunk);
      const untap = stream.tap({ audio });
      return program;
    });
    if (!('program' in taken)) return taken;
    const { toPcm, listeners } = taken.program;
    listeners.add(listener);
    const leave = () => {
      listeners.delete(listener);
      taken.release();
    };
    return { program: toPcm, leave };
  }

  /** One for a playback alone: it is given what is played. */
  open(name: string, onPcm: PcmListener): { readonly program: SoundToPcm; readonly leave: () => void } | Text {
    const taken = this.#programs.open((ffmpeg) => this.#start(name, ffmpeg));
    if (!('program' in taken)) return taken;
    taken.program.listeners.add(onPcm);
    return { program: taken.program.toPcm, leave: taken.release };
  }

  /** Ends every program. */
  close(): void {
    this.#programs.close();
  }

  /** @param ended called when it is stopped */
  #start(name: string, ffmpeg: string, ended: () => void = () => undefined): PcmProgram {
    const listeners = new Set<PcmListener>();
    const onPcm: PcmListener = (...pcm) => {
      for (const listener of listeners) listener(...pcm);
    };
    const toPcm = new SoundToPcm({ name, ffmpeg, log: this.#log, onPcm });
    return {
      toPcm,
      listeners,
      get pid() {
        return toPcm.pid;
      },
      get restarts() {
        return toPcm.restarts;
      },
      stop() {
        ended();
        toPcm.stop();
      },
    };
  }
}
