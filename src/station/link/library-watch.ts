import path from 'node:path';
import type { LibraryAsk, LibraryRecording, LibraryState } from '#contracts/library';
import { MOST_LISTED } from '#contracts/library';
import type { StationMessage } from '#contracts/link';
import { hasWords } from '#core/recording/search';
import { nowUs, wallUsOf } from '../clock';
import type { LibraryEntry, RecordingLibrary } from '../sinks/record/library';

/** Sizes of what is being recorded are told again after so long. */
const PERIOD_MS = 2000;
/** A message may have 256 KiB. */
const MOST_TEXT = 200 * 1024;
const MOST_DELETED = 20;

/** What one viewer may do with recordings besides looking at them. */
export interface LibraryRights {
  readonly mayChange: boolean;
  /** Shows a file in its folder, where the viewer's person sits at the station. */
  readonly showFile?: ((file: string) => void) | undefined;
}

/** One viewer's list of recordings, told while it watches, and what it asks for. */
export class LibraryWatch {
  readonly #library: RecordingLibrary | undefined;
  readonly #rights: LibraryRights;
  readonly #tell: (message: StationMessage) => void;
  #end: () => void = () => undefined;
  #told = '';
  #hasGrowing = false;

  /** @param library absent where the station does not record */
  constructor(library: RecordingLibrary | undefined, rights: LibraryRights, tell: (message: StationMessage) => void) {
    this.#library = library;
    this.#rights = rights;
    this.#tell = tell;
  }

  answer(about: LibraryAsk): void {
    if (about.ask === 'watch') return this.#watch(about.words);
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
  }

  #watch(words: string): void {
    this.end();
    this.#told = '';
    const tell = () => this.#tellList(words);
    const forget = this.#library?.onChange(tell);
    const timer = setInterval(() => this.#hasGrowing && tell(), PERIOD_MS);
    this.#end = () => {
      clearInterval(timer);
      forget?.();
    };
    tell();
  }

  #tellList(words: string): void {
    const library = libraryState(this.#library, words, this.#rights);
    this.#hasGrowing = library.recordings.some(({ state }) => state === 'recording');
    const text = JSON.stringify(library);
    if (text === this.#told) return;
    this.#told = text;
    this.#tell({ type: 'library', library });
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

/** As many of the newest with these words as a message holds. */
function libraryState(
  library: RecordingLibrary | undefined,
  words: string,
  { mayChange, showFile }: LibraryRights,
): LibraryState {
  const all = (library?.list() ?? []).map(describe);
  const found = all.filter((recording) => hasWords([recording.name, recording.stream, recording.file], words));
  let recordings = found.slice(0, MOST_LISTED);
  while (JSON.stringify(recordings).length > MOST_TEXT) {
    recordings = recordings.slice(0, Math.floor(recordings.length / 2));
  }
  return {
    isOpen: library !== undefined,
    ...(library && mayChange && { folder: library.folder.slice(0, 4000) }),
    ...{ mayChange, canShow: showFile !== undefined, recordings, found: found.length, total: all.length },
    deleted: mayChange ? (library?.deleted() ?? []).slice(-MOST_DELETED).map(describe).map(named) : [],
  };
}

const named = ({ id, name }: LibraryRecording) => ({ id, name });

function describe({ info, file }: LibraryEntry): LibraryRecording {
  const { id, startedUs, bytes, state, lost, pinned, ended } = info;
  const name = path.basename(file, '.mp4');
  return {
    ...{ id, startedUs, bytes, state, lost, pinned },
    name: (info.title ?? name).slice(0, 300),
    file: path.basename(file).slice(0, 300),
    stream: info.stream.name,
    durationUs: state === 'recording' ? Math.max(0, wallUsOf(nowUs()) - startedUs) : info.durationUs,
    gaps: info.gaps.length,
    ...(ended !== undefined && { ended }),
  };
}
