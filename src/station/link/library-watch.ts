import { type LibraryAsk, type LibraryState, PAGE_LENGTH } from '#contracts/library';
import type { StationMessage } from '#contracts/link';
import type { RecordingLibrary } from '../sinks/record/library';
import { bytesOf, describeEntry, findRecordings, pagesOf } from './library-pages';
import type { FileChooser } from './recording-plays';

/** Sizes of what is being recorded are told again after so long. */
const PERIOD_MS = 2000;
const MOST_DELETED = 20;

/** What one viewer may do with recordings besides looking at them. */
export interface LibraryRights {
  readonly mayChange: boolean;
  /** Shows a file in its folder, where the viewer's person sits at the station. */
  readonly showFile?: ((file: string) => void) | undefined;
  /** Opens any file, for the same person. */
  readonly files?: FileChooser | undefined;
}

/** What is asked of the list, and not of the one who plays. */
export type ListAsk = Exclude<LibraryAsk, { ask: 'play' | 'close' | 'open-file' }>;
type Watch = Extract<LibraryAsk, { ask: 'watch' }>;

/** One viewer's list of recordings, told while it watches, and what it asks for. */
export class LibraryWatch {
  readonly #library: RecordingLibrary | undefined;
  readonly #rights: LibraryRights;
  readonly #tell: (message: StationMessage) => void;
  #end: () => void = () => undefined;
  /** The question that is being answered, and what was told of it: the state, and each page. */
  #wish: number | undefined;
  #toldHead = '';
  #toldPages: string[] = [];
  #hasGrowing = false;

  /** @param library absent where the station does not record */
  constructor(library: RecordingLibrary | undefined, rights: LibraryRights, tell: (message: StationMessage) => void) {
    this.#library = library;
    this.#rights = rights;
    this.#tell = tell;
  }

  answer(about: ListAsk): void {
    if (about.ask === 'watch') return this.#watch(about);
    if (about.ask === 'leave') return this.end();
    if (about.ask === 'show') return this.#show(about.id);
    if (!this.#rights.mayChange) {
      return this.#refuse('You may look at recordings, but not change them.', 'Open the link of an administrator.');
    }
    void this.#change(about);
  }

  end(): void {
    this.#end();
    this.#end = () => undefined;
    this.#wish = undefined;
  }

  #watch(watch: Watch): void {
    const goesOn = watch.wish === this.#wish;
    this.end();
    this.#wish = watch.wish;
    if (!goesOn) {
      this.#toldHead = '';
      this.#toldPages = [];
    }
    const tell = () => this.#tellList(watch);
    const forget = this.#library?.onChange(tell);
    const timer = setInterval(() => this.#hasGrowing && tell(), PERIOD_MS);
    this.#end = () => {
      clearInterval(timer);
      forget?.();
    };
    tell();
  }

  /** Tells the pages that are not as they were told; with the first page, what all have in common. */
  #tellList(watch: Watch): void {
    const all = this.#library?.list() ?? [];
    this.#hasGrowing = all.some(({ info }) => info.state === 'recording');
    const found = findRecordings(all, watch);
    const state = {
      ...this.#rightsAndFolder(),
      ...{ wish: watch.wish, found: found.length, foundBytes: bytesOf(found) },
      ...{ total: all.length, totalBytes: bytesOf(all) },
      deleted: this.#deleted(),
    };
    const head = JSON.stringify(state);
    const isNewHead = head !== this.#toldHead;
    this.#toldHead = head;
    const pages = pagesOf(found, watch.pages);
    this.#toldPages.length = Math.min(this.#toldPages.length, pages.length);
    for (const [page, recordings] of pages.entries()) {
      const text = JSON.stringify(recordings);
      if (text === this.#toldPages[page] && !(page === 0 && isNewHead)) continue;
      this.#toldPages[page] = text;
      this.#tell({ type: 'library', library: { ...state, first: page * PAGE_LENGTH, recordings: [...recordings] } });
    }
  }

  #rightsAndFolder(): Pick<LibraryState, 'isOpen' | 'folder' | 'mayChange' | 'canShow' | 'canOpen'> {
    const { mayChange, showFile, files } = this.#rights;
    return {
      isOpen: this.#library !== undefined,
      ...(this.#library && mayChange && { folder: this.#library.folder.slice(0, 4000) }),
      ...{ mayChange, canShow: showFile !== undefined, canOpen: files !== undefined },
    };
  }

  /** Who may not take a deletion back is told of none. */
  #deleted(): LibraryState['deleted'] {
    if (!this.#rights.mayChange) return [];
    const deleted = (this.#library?.deleted() ?? []).slice(-MOST_DELETED).map(describeEntry);
    return deleted.map(({ id, name }) => ({ id, name }));
  }

  async #change(about: Extract<LibraryAsk, { ask: 'rename' | 'pin' | 'delete' | 'restore' }>): Promise<void> {
    const library = this.#library;
    const { id } = about;
    if (about.ask === 'delete' && library?.get(id)?.info.state === 'recording') {
      return this.#refuse('It is still being recorded.', 'Stop the recording first, with key r.');
    }
    if (about.ask === 'restore') {
      if (!library?.restore(id)) this.#refuse('This deletion cannot be taken back any more.', 'Half a minute is past.');
      return;
    }
    if (!(await change(library, about))) this.#refuse('This recording is gone.', 'Somebody may have deleted it.');
  }

  #show(id: string): void {
    const { showFile } = this.#rights;
    const file = this.#library?.get(id)?.file;
    if (!showFile) return this.#refuse('A file is shown at the station’s own screen alone.', 'Download it instead.');
    if (file === undefined) return this.#refuse('This recording is gone.', 'Somebody may have deleted it.');
    showFile(file);
  }

  #refuse(message: string, tip: string): void {
    this.#tell({ type: 'error', message, tip });
  }
}

async function change(
  library: RecordingLibrary | undefined,
  about: Extract<LibraryAsk, { ask: 'rename' | 'pin' | 'delete' }>,
): Promise<boolean> {
  if (!library) return false;
  if (about.ask === 'rename') return library.rename(about.id, about.title);
  if (about.ask === 'pin') return library.pin(about.id, about.pinned);
  return library.delete(about.id);
}
