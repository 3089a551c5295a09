import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { Listeners } from '#core/listeners';
import { english } from '#core/texts/english';
import type { FileChooser } from '#station/extension/file-chooser';

const MAX_PATH = 4096;

/** Chooses films of this machine's disk for its own window: by the system's dialog, or dropped onto the page. */
export class WindowFiles implements FileChooser {
  readonly #window: BrowserWindow;
  readonly #listeners = new Listeners<readonly string[]>();

  constructor(window: BrowserWindow) {
    this.#window = window;
  }

  async choose(): Promise<readonly string[]> {
    const { filePaths } = await dialog.showOpenDialog(this.#window, {
      title: english('files.title'),
      properties: ['openFile', 'multiSelections'],
      filters: [
        {
          name: english('files.films'),
          extensions: ['mp4', 'm4v', 'mov', 'mkv', 'ts', 'h264', '264', 'h265', '265', 'hevc', 'tlog'],
        },
        { name: english('files.all'), extensions: ['*'] },
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
    if (typeof file === 'string' && file.length <= MAX_PATH && path.isAbsolute(file)) this.#tell([file]);
  }

  onChosen(listener: (files: readonly string[]) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  #tell(files: readonly string[]): void {
    if (files.length > 0) this.#listeners.notify(files);
  }
}
