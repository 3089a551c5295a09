import type { LibraryAsk } from '#contracts/library';
import type { StreamInfo } from '#contracts/link';
import type { WallState } from './wall-state';

export interface PlayedRecordingsOptions {
  readonly ask: (about: LibraryAsk) => void;
  readonly streams: () => readonly StreamInfo[];
  readonly setWall: (change: (wall: WallState) => WallState) => void;
  /** What was asked for is there. */
  readonly onOpened: () => void;
}

/** Recordings that this viewer plays instead of what is live. */
export class PlayedRecordings {
  readonly #options: PlayedRecordingsOptions;
  /** What is opened next is shown beside what is played, and not in its place. */
  #isBeside = false;

  constructor(options: PlayedRecordingsOptions) {
    this.#options = options;
  }

  /** Plays a recording of the library. @param isBeside beside those that are played already, in step with them */
  play(id: string, isBeside = false): void {
    this.#isBeside = isBeside;
    this.#options.ask({ ask: 'play', id });
  }

  /** Has the person choose a file, where the station is this person's. */
  openFile(): void {
    this.#isBeside = false;
    this.#options.ask({ ask: 'open-file' });
  }

  /** Files were dropped onto the window. @param open hands one to the program that may read it */
  drop(files: readonly File[], open: (file: File) => void): void {
    this.#isBeside = false;
    for (const file of files) open(file);
  }

  /** The station has opened one. */
  opened(stream: string): void {
    const others = this.#ids().filter((id) => id !== stream);
    if (!this.#isBeside) for (const other of others) this.#close(other);
    const isWall = this.#isBeside && others.length > 0;
    // Several files that are opened at once stand beside each other.
    this.#isBeside = true;
    this.#options.setWall((wall) => ({ ...wall, isOpen: isWall, isEnlarged: false, chosen: stream }));
    this.#options.onOpened();
  }

  close(stream: string): void {
    this.#close(stream);
  }

  /** Back to what is live. */
  closeAll(): void {
    for (const id of this.#ids()) this.#close(id);
  }

  #close(stream: string): void {
    this.#options.ask({ ask: 'close', stream });
  }

  #ids(): readonly string[] {
    return this.#options.streams().flatMap(({ id, playback }) => (playback ? [id] : []));
  }
}
