import type { ExportAsk, ExportsState, ExportWish } from '#contracts/exports';
import type { StationMessage } from '#contracts/link';
import type { Exports } from '../exports/exports';
import type { LibraryRights } from './library-watch';

/** A running job's progress is told this often at most. */
const PERIOD_MS = 500;

/** One viewer's list of clips, told while it watches, and what it asks for. Jobs go on when it leaves. */
export class ExportsWatch {
  readonly #exports: Exports | undefined;
  readonly #rights: LibraryRights;
  readonly #tell: (message: StationMessage) => void;
  #end: () => void = () => undefined;
  #told = '';

  /** @param exports absent where the station makes no clips */
  constructor(exports: Exports | undefined, rights: LibraryRights, tell: (message: StationMessage) => void) {
    this.#exports = exports;
    this.#rights = rights;
    this.#tell = tell;
  }

  answer(about: ExportAsk): void {
    if (about.ask === 'watch') return this.#watch();
    if (about.ask === 'leave') return this.end();
    if (about.ask === 'show') return this.#show(about.id);
    if (!this.#rights.mayChange) {
      return this.#refuse('You may look at clips, but not make them.', 'Open the link of an administrator.');
    }
    if (!this.#exports) return this.#refuse('This station makes no clips.', 'Start it with a folder for recordings.');
    if (about.ask === 'start') return this.#start(this.#exports, about.wish);
    if (about.ask === 'cancel') {
      if (!this.#exports.cancel(about.id)) this.#refuse('This clip has ended already.', 'Remove it from the list.');
      return;
    }
    void this.#remove(this.#exports, about.id, about.withFile);
  }

  end(): void {
    this.#end();
    this.#end = () => undefined;
  }

  #watch(): void {
    this.end();
    this.#told = '';
    const tell = () => this.#tellState();
    const forget = this.#exports?.onChange(tell);
    const timer = setInterval(tell, PERIOD_MS);
    this.#end = () => {
      clearInterval(timer);
      forget?.();
    };
    tell();
  }

  #tellState(): void {
    const { mayChange, showFile } = this.#rights;
    const { folder, canReencode = false, jobs = [] } = this.#exports?.state() ?? {};
    const exports: ExportsState = {
      ...{ isOpen: this.#exports !== undefined, canReencode, mayChange, canShow: showFile !== undefined },
      ...(folder !== undefined && mayChange && { folder: folder.slice(0, 4000) }),
      jobs: [...jobs],
    };
    const text = JSON.stringify(exports);
    if (text === this.#told) return;
    this.#told = text;
    this.#tell({ type: 'exports', exports });
  }

  #start(exports: Exports, wish: ExportWish): void {
    const started = exports.start(wish);
    if (!started.ok) this.#refuse(started.message, started.tip);
  }

  async #remove(exports: Exports, id: string, withFile: boolean): Promise<void> {
    if (!(await exports.remove(id, withFile))) {
      this.#refuse('This clip is not in the list, or is still being made.', 'Cancel it first.');
    }
  }

  #show(id: string): void {
    const { showFile } = this.#rights;
    const file = this.#exports?.fileOf(id);
    if (!showFile) return this.#refuse('A file is shown at the station’s own screen alone.', 'Download it instead.');
    if (file === undefined) return this.#refuse('This clip is gone.', 'Somebody may have deleted it.');
    showFile(file);
  }

  #refuse(message: string, tip: string): void {
    this.#tell({ type: 'error', message: message.slice(0, 500), tip: tip.slice(0, 500) });
  }
}
