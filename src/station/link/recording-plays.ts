import type { LibraryAsk } from '#contracts/library';
import type { StationMessage } from '#contracts/link';
import type { Read } from '#core/settings/values';
import type { Stream } from '../hub/stream';
import type { HeldRecording, Playing } from '../recordings/playing';

/** Recordings that one viewer has open: a wall of sixteen. */
const MOST_OPEN = 16;

/** How a person at the station's own screen chooses any file of its disk. Nobody else is given this. */
export interface FileChooser {
  /** Asks which files, and resolves with their paths. */
  choose(): Promise<readonly string[]>;
  /** Calls back with the paths of files that were chosen otherwise: dropped onto the window. Returns the unsubscribe. */
  onChosen(listener: (files: readonly string[]) => void): () => void;
}

type PlayAsk = Extract<LibraryAsk, { ask: 'play' | 'close' | 'open-file' }>;

export interface RecordingPlaysOptions {
  readonly playing: Playing | undefined;
  readonly files: FileChooser | undefined;
  readonly tell: (message: StationMessage) => void;
  /** What is open is another. */
  readonly changed: () => void;
}

/** The recordings that one viewer plays: held open for it until it closes them, or goes. */
export class RecordingPlays {
  readonly #options: RecordingPlaysOptions;
  readonly #held = new Map<string, HeldRecording>();
  /** Of those that are open for everybody, which this viewer wants no more. */
  readonly #closed = new Set<string>();
  readonly #forgetFiles: (() => void) | undefined;
  readonly #forgetPlaying: (() => void) | undefined;
  #isEnded = false;

  constructor(options: RecordingPlaysOptions) {
    this.#options = options;
    this.#forgetPlaying = options.playing?.onChange(options.changed);
    this.#forgetFiles = options.files?.onChosen((files) => void this.#openFiles(files));
  }

  /** The streams that this viewer alone sees beside those of the hub's list. */
  streams(): readonly Stream[] {
    const forAll = (this.#options.playing?.forAll ?? []).filter(({ info }) => !this.#closed.has(info.id));
    const own = [...this.#held.values()].map(({ stream }) => stream);
    return [...new Set([...forAll, ...own])];
  }

  /** Whether this viewer may watch such a stream. */
  has(id: string): boolean {
    return this.streams().some(({ info }) => info.id === id);
  }

  answer(about: PlayAsk): void {
    const { playing, files } = this.#options;
    if (about.ask === 'close') return this.#close(about.stream);
    if (!playing) return this.#refuse('This station plays no recordings.');
    if (about.ask === 'play') return void this.#open(() => playing.openRecording(about.id));
    if (!files) return this.#refuse('A file is opened at the station’s own screen alone.');
    void files.choose().then((chosen) => this.#openFiles(chosen));
  }

  end(): void {
    this.#isEnded = true;
    this.#forgetFiles?.();
    this.#forgetPlaying?.();
    for (const { release } of this.#held.values()) release();
    this.#held.clear();
  }

  async #openFiles(files: readonly string[]): Promise<void> {
    const { playing } = this.#options;
    for (const file of files.slice(0, MOST_OPEN)) if (playing) await this.#open(() => playing.openFile(file));
  }

  async #open(open: () => Promise<Read<HeldRecording>>): Promise<void> {
    if (this.#held.size >= MOST_OPEN) return this.#refuse(`No more than ${MOST_OPEN} recordings at a time.`);
    const read = await open();
    if (!read.ok) return this.#isEnded ? undefined : this.#refuse(read.message);
    const { id } = read.value.stream.info;
    if (this.#isEnded || this.#held.has(id)) read.value.release();
    else this.#held.set(id, read.value);
    if (this.#isEnded) return;
    this.#closed.delete(id);
    this.#options.changed();
    this.#options.tell({ type: 'opened', stream: id });
  }

  #close(id: string): void {
    const held = this.#held.get(id);
    this.#held.delete(id);
    this.#closed.add(id);
    held?.release();
    this.#options.changed();
  }

  #refuse(message: string): void {
    const tip = 'Choose another in the list of recordings, key l.';
    this.#options.tell({ type: 'error', message: message.slice(0, 500), tip });
  }
}
