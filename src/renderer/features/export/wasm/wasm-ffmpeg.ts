import { FFFSType, FFmpeg } from '@ffmpeg/ffmpeg';
import { PROGRESS_ARGUMENTS, ProgressReader } from '#core/exports/progress';
import { PARTS } from './parts';

/** As many of ffmpeg's last words are told. */
const LAST_LINES = 3;

/**
 * An ffmpeg in a worker, for one export: its memory only grows, and is given back with it. Files that are written lie in the page's
 * memory; a blob that is mounted is read in pieces, wherever the browser keeps it.
 */
export class WasmFfmpeg {
  readonly #ffmpeg = new FFmpeg();
  readonly #signal: AbortSignal;
  #onLine: (line: string, isResult: boolean) => void = () => undefined;

  /** @param signal ends it at any time; what is awaited is rejected then */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.end);
    this.#ffmpeg.on('log', ({ type, message }) => this.#onLine(message, type === 'stdout'));
  }

  /** Fetches it. @throws Error where that fails */
  async load(): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#ffmpeg.load(PARTS);
  }

  /** @param folder is made; within it the blob has the name `name` */
  async mount(folder: string, name: string, data: Blob): Promise<void> {
    await this.#ffmpeg.createDir(folder);
    await this.#ffmpeg.mount(FFFSType.WORKERFS, { blobs: [{ name, data }] }, folder);
  }

  async makeFolder(folder: string): Promise<void> {
    await this.#ffmpeg.createDir(folder);
  }

  async write(file: string, data: Uint8Array | string): Promise<void> {
    await this.#ffmpeg.writeFile(file, data);
  }

  async read(file: string): Promise<Uint8Array<ArrayBuffer>> {
    const data = await this.#ffmpeg.readFile(file);
    return typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data.buffer as ArrayBuffer);
  }

  /**
   * @param onProgress how much of the output is written, in seconds and in bytes
   * @throws Error with ffmpeg's last words
   */
  async run(args: readonly string[], onProgress: (seconds: number, bytes: number) => void): Promise<void> {
    const reader = new ProgressReader();
    let bytes = 0;
    const last: string[] = [];
    this.#onLine = (line, isResult) => {
      if (!isResult) {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        return;
      }
      bytes = Number(/^total_size=(\d+)/.exec(line)?.[1] ?? bytes);
      const seconds = reader.add(`${line}\n`);
      // The last of the lines that belong together.
      if (seconds !== undefined && line.startsWith('progress=')) onProgress(seconds, bytes);
    };
    const code = await this.#ffmpeg.exec([...PROGRESS_ARGUMENTS, ...args]);
    if (code !== 0) throw new Error(last.join(' ').slice(0, 300) || `ffmpeg ended with ${code}`);
  }

  readonly end = (): void => {
    this.#signal.removeEventListener('abort', this.end);
    this.#ffmpeg.terminate();
  };
}
