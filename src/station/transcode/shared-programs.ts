import type { Result } from '#core/texts/result';
import type { Text } from '#core/texts/text';
import { NO_FFMPEG } from '../find-ffmpeg';
import type { Stream } from '../hub/stream';

/** An ffmpeg that makes something of a stream for all who take it; it starts itself anew where it dies. */
export interface SharedProgram {
  /** Process id, while there is one. */
  readonly pid: number | undefined;
  /** Programs that died. */
  readonly restarts: number;
  stop(): void;
}

/** A program until the release, which may be called again; or one line that says why there is none. */
export type Taken<P> = { readonly program: P; readonly release: () => void } | Text;

/** Who takes a program. */
export interface Taker {
  /** The client that it is for; absent for the station's own takers, which come first. */
  readonly client?: string;
  /** The program was stopped since the station itself needs its place. */
  readonly onEvicted?: (message: Text) => void;
}

export interface SharedProgramsOptions {
  /** Most programs at a time. */
  readonly max: number;
  /** Most of them that one client may have started. */
  readonly maxPerClient?: number;
  /** Told a client beyond. */
  readonly tooManyOfClient?: Text;
  /** Most that are shared with no other; all of them where nothing is said. */
  readonly maxOwn?: number;
  /** Told beyond. */
  readonly tooMany: Text;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find: () => string | undefined;
}

interface Entry<P> {
  readonly program: P;
  readonly takers: Set<Taker>;
}

/** Programs of ffmpeg, bounded: one for each stream and key, shared by all who take it and stopped with the last of them. */
export class SharedPrograms<P extends SharedProgram> {
  readonly #options: SharedProgramsOptions;
  readonly #byStream = new Map<Stream, Map<string, Entry<P>>>();
  readonly #own = new Set<P>();

  constructor(options: SharedProgramsOptions) {
    this.#options = options;
  }

  /** Programs that are taken at this moment. */
  get size(): number {
    return this.#programs().length;
  }

  /** Process ids of those that run. */
  get pids(): readonly number[] {
    return this.#programs().flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /**
   * Takes the program of a stream and key.
   *
   * @param key what is made of the stream, where there are several things
   * @param start starts it, where this is the first taker
   * @param asker for whom
   */
  take(stream: Stream, key: string, start: (ffmpeg: string) => P, asker: Taker = {}): Taken<P> {
    let entry = this.#byStream.get(stream)?.get(key);
    if (!entry) {
      const refused = this.#refusal(asker);
      if (refused) return refused;
      const started = this.#start(start);
      if (!started.ok) return started.message;
      entry = { program: started.value, takers: new Set() };
      const entries = this.#byStream.get(stream) ?? new Map<string, Entry<P>>();
      this.#byStream.set(stream, entries.set(key, entry));
    }
    // Of its own, so that one who takes twice is two.
    const taker = { ...asker };
    entry.takers.add(taker);
    const { program } = entry;
    return { program, release: once(() => this.#release(stream, key, entry, taker)) };
  }

  /** Why there is no program for a client; for the station itself a place is made. */
  #refusal({ client }: Taker): Text | undefined {
    const { max, maxPerClient = max, tooManyOfClient } = this.#options;
    if (client === undefined) {
      if (this.size >= max) this.#evict();
      return undefined;
    }
    const own = this.#entries().filter(({ takers }) => [...takers].some((taker) => taker.client === client));
    return own.length >= maxPerClient ? tooManyOfClient : undefined;
  }

  /** Stops the program that the fewest clients have, if any is for clients alone. */
  #evict(): void {
    const isForClients = ({ takers }: Entry<P>) => [...takers].every(({ client }) => client !== undefined);
    const [least] = this.#entries()
      .filter(isForClients)
      .sort((a, b) => a.takers.size - b.takers.size);
    if (!least) return;
    for (const [stream, entries] of this.#byStream) {
      for (const [key, entry] of entries) if (entry === least) this.#delete(stream, key);
    }
    for (const { onEvicted } of least.takers) onEvicted?.(this.#options.tooMany);
  }

  /** Takes a program that is shared with no other. */
  open(start: (ffmpeg: string) => P): Taken<P> {
    const { max, maxOwn = max, tooMany } = this.#options;
    if (this.#own.size >= maxOwn) return tooMany;
    const started = this.#start(start);
    if (!started.ok) return started.message;
    const program = started.value;
    this.#own.add(program);
    const release = once(() => {
      if (this.#own.delete(program)) program.stop();
    });
    return { program, release };
  }

  /** Stops every program. */
  close(): void {
    for (const program of this.#programs()) program.stop();
    this.#byStream.clear();
    this.#own.clear();
  }

  #start(start: (ffmpeg: string) => P): Result<P> {
    const { max, tooMany, find } = this.#options;
    if (this.size >= max) return { ok: false, message: tooMany };
    const ffmpeg = find();
    return ffmpeg === undefined ? { ok: false, message: NO_FFMPEG } : { ok: true, value: start(ffmpeg) };
  }

  #release(stream: Stream, key: string, entry: Entry<P>, taker: Taker): void {
    entry.takers.delete(taker);
    // After `close` or an eviction there may be none, or another.
    if (entry.takers.size === 0 && this.#byStream.get(stream)?.get(key) === entry) this.#delete(stream, key);
  }

  #delete(stream: Stream, key: string): void {
    const entries = this.#byStream.get(stream);
    const entry = entries?.get(key);
    if (!entries || !entry) return;
    entries.delete(key);
    if (entries.size === 0) this.#byStream.delete(stream);
    entry.program.stop();
  }

  #entries(): readonly Entry<P>[] {
    return [...this.#byStream.values()].flatMap((entries) => [...entries.values()]);
  }

  #programs(): readonly P[] {
    return [...this.#own, ...this.#entries().map(({ program }) => program)];
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
