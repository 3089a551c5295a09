import { type LibraryAsk, type LibraryState, PAGE_LENGTH } from '#contracts/library';
import type { libraryTopic } from '#contracts/topics/library';
import { text as textOf } from '#core/texts/text';
import type { TopicContext } from '../../extension/topic';
import type { RecordingLibrary } from '../recorder/library';
import { bytesOf, describeEntry, findRecordings, pagesOf } from './library-pages';

/** Sizes of what is being recorded are told again after so long. */
const PERIOD_MS = 2000;
const MAX_DELETED = 20;

/** What it needs of a viewer's link. */
export type LibraryContext = Pick<TopicContext<typeof libraryTopic>, 'rights' | 'tell' | 'refuse'>;

/** What is asked of the list, and not of the one who plays. */
export type ListAsk = Exclude<LibraryAsk, { ask: 'play' | 'close' | 'open-file' }>;
type Watch = Extract<LibraryAsk, { ask: 'watch' }>;

/** One viewer's list of recordings, told while it watches, and what it asks for. */
export class LibraryWatch {
  readonly #library: RecordingLibrary | undefined;
  readonly #context: LibraryContext;
  #end: () => void = () => undefined;
  /** The question that is being answered, and what was told of it: the state, and each page. */
  #request: number | undefined;
  #sentHead = '';
  #sentPages: string[] = [];
  #hasGrowing = false;

  /** @param library absent where the station does not record */
  constructor(library: RecordingLibrary | undefined, context: LibraryContext) {
    this.#library = library;
    this.#context = context;
  }

  answer(about: ListAsk): void | Promise<void> {
    if (about.ask === 'watch') return this.#watch(about);
    if (about.ask === 'leave') return this.end();
    if (about.ask === 'show') return this.#show(about.id);
    return this.#change(about);
  }

  end(): void {
    this.#end();
    this.#end = () => undefined;
    this.#request = undefined;
  }

  #watch(watch: Watch): void {
    const goesOn = watch.request === this.#request;
    this.end();
    this.#request = watch.request;
    if (!goesOn) {
      this.#sentHead = '';
      this.#sentPages = [];
    }
    const tell = () => this.#tellList(watch);
    const unsubscribe = this.#library?.onChange(tell);
    const timer = setInterval(() => this.#hasGrowing && tell(), PERIOD_MS);
    this.#end = () => {
      clearInterval(timer);
      unsubscribe?.();
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
      request: watch.request,
      found: found.length,
      foundBytes: bytesOf(found),
      total: all.length,
      totalBytes: bytesOf(all),
      deleted: this.#deleted(),
    };
    const head = JSON.stringify(state);
    const isNewHead = head !== this.#sentHead;
    this.#sentHead = head;
    const pages = pagesOf(found, watch.pages);
    this.#sentPages.length = Math.min(this.#sentPages.length, pages.length);
    for (const [page, recordings] of pages.entries()) {
      const text = JSON.stringify(recordings);
      if (text === this.#sentPages[page] && !(page === 0 && isNewHead)) continue;
      this.#sentPages[page] = text;
      this.#context.tell({
        type: 'library',
        library: { ...state, first: page * PAGE_LENGTH, recordings: [...recordings] },
      });
    }
  }

  #rightsAndFolder(): Pick<LibraryState, 'isOpen' | 'folder' | 'mayChange' | 'canShow' | 'canOpen'> {
    const { mayChange, showFile, files } = this.#context.rights;
    return {
      isOpen: this.#library !== undefined,
      ...(this.#library && mayChange && { folder: this.#library.folder.slice(0, 4000) }),
      mayChange,
      canShow: showFile !== undefined,
      canOpen: files !== undefined,
    };
  }

  /** Who may not take a deletion back is told of none. */
  #deleted(): LibraryState['deleted'] {
    if (!this.#context.rights.mayChange) return [];
    const deleted = (this.#library?.deleted() ?? []).slice(-MAX_DELETED).map(describeEntry);
    return deleted.map(({ id, name }) => ({ id, name }));
  }

  async #change(about: Extract<LibraryAsk, { ask: 'rename' | 'pin' | 'delete' | 'restore' }>): Promise<void> {
    const library = this.#library;
    const { id } = about;
    if (about.ask === 'delete' && library?.get(id)?.info.state === 'recording') {
      return this.#context.refuse(textOf('recordings.isRecorded'), textOf('recordings.isRecorded.tip'));
    }
    if (about.ask === 'restore') {
      if (!library?.restore(id))
        this.#context.refuse(textOf('recordings.deletedForGood'), textOf('recordings.deletedForGood.tip'));
      return;
    }
    if (!(await change(library, about))) this.#context.refuse(textOf('recordings.gone'), textOf('refused.deleted'));
  }

  #show(id: string): void {
    const { showFile } = this.#context.rights;
    const file = this.#library?.get(id)?.file;
    if (!showFile) return this.#context.refuse(textOf('refused.showFile'), textOf('refused.showFile.tip'));
    if (file === undefined) return this.#context.refuse(textOf('recordings.gone'), textOf('refused.deleted'));
    showFile(file);
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
