import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { FileChooser } from '#station/link/recording-plays';

const MOST_PATH = 4096;

/** Chooses films of this machine's disk for its own window: by the system's dialog, or dropped onto the page. */
export class WindowFiles implements FileChooser {
  readonly #window: BrowserWindow;
  readonly #listeners = new Set<(files: readonly string[]) => void>();

  constructor(window: BrowserWindow) {
    this.#window = window;
  }

  async choose(): Promise<readonly string[]> {
    const { filePaths } = await dialog.showOpenDialog(this.#window, {
      title: 'Open recordings and films',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'Films', extensions: ['mp4', 'm4v', 'mov', 'mkv', 'ts', 'h264', '264', 'h265', '265', 'hevc'] },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    return filePaths;
  }

  /** Chooses, and opens what was chosen: for the menu. */
  async open(): Promise<void> {
    this.#tell(await this.choose());
  }

  /** What the preload says was dropped onto the page. Anything that is no whole path is passed over. */
  dropped(file: unknown): void {
    if (typeof file === 'string' && file.length <= MOST_PATH && path.isAbsolute(file)) this.#tell([file]);
  }

  onChosen(listener: (files: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(files: readonly string[]): void {
    if (files.length > 0) for (const listener of this.#listeners) listener(files);
  }
}
