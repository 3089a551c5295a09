import type { ExportAsk, ExportSpec, ExportsState } from '#contracts/exports';
import type { exportsTopic } from '#contracts/topics/exports';
import { text as textOf } from '#core/texts/text';
import type { TopicContext } from '../../extension/topic';
import type { Exports } from './exports';

/** What it needs of a viewer's link. */
export type ExportsContext = Pick<TopicContext<typeof exportsTopic>, 'rights' | 'tell' | 'refuse'>;

/** A running job's progress is told this often at most. */
const PERIOD_MS = 500;

/** One viewer's list of clips, told while it watches, and what it asks for. Jobs go on when it leaves. */
export class ExportsWatch {
  readonly #exports: Exports | undefined;
  readonly #context: ExportsContext;
  #end: () => void = () => undefined;
  #lastSent = '';

  /** @param exports absent where the station makes no clips */
  constructor(exports: Exports | undefined, context: ExportsContext) {
    this.#exports = exports;
    this.#context = context;
  }

  answer(about: ExportAsk): void | Promise<void> {
    if (about.ask === 'watch') return this.#watch();
    if (about.ask === 'leave') return this.end();
    if (about.ask === 'show') return this.#show(about.id);
    if (!this.#exports) return this.#context.refuse(textOf('clip.closed'), textOf('refused.startWithFolder'));
    if (about.ask === 'start') return this.#start(this.#exports, about.spec);
    if (about.ask === 'cancel') {
      if (!this.#exports.cancel(about.id))
        this.#context.refuse(textOf('export.hasEnded'), textOf('export.hasEnded.tip'));
      return;
    }
    return this.#remove(this.#exports, about.id, about.withFile);
  }

  end(): void {
    this.#end();
    this.#end = () => undefined;
  }

  #watch(): void {
    this.end();
    this.#lastSent = '';
    const tell = () => this.#tellState();
    const unsubscribe = this.#exports?.onChange(tell);
    const timer = setInterval(tell, PERIOD_MS);
    this.#end = () => {
      clearInterval(timer);
      unsubscribe?.();
    };
    tell();
  }

  #tellState(): void {
    const { mayChange, showFile } = this.#context.rights;
    const { folder, canReencode = false, jobs = [] } = this.#exports?.state() ?? {};
    const exports: ExportsState = {
      isOpen: this.#exports !== undefined,
      canReencode,
      mayChange,
      canShow: showFile !== undefined,
      ...(folder !== undefined && mayChange && { folder: folder.slice(0, 4000) }),
      jobs: [...jobs],
    };
    const text = JSON.stringify(exports);
    if (text === this.#lastSent) return;
    this.#lastSent = text;
    this.#context.tell({ type: 'exports', exports });
  }

  #start(exports: Exports, spec: ExportSpec): void {
    const started = exports.start(spec);
    if (!started.ok) this.#context.refuse(started.message, started.tip);
  }

  async #remove(exports: Exports, id: string, withFile: boolean): Promise<void> {
    if (!(await exports.remove(id, withFile))) {
      this.#context.refuse(textOf('export.notListed'), textOf('export.notListed.tip'));
    }
  }

  #show(id: string): void {
    const { showFile } = this.#context.rights;
    const file = this.#exports?.fileOf(id);
    if (!showFile) return this.#context.refuse(textOf('refused.showFile'), textOf('refused.showFile.tip'));
    if (file === undefined) return this.#context.refuse(textOf('export.gone'), textOf('refused.deleted'));
    showFile(file);
  }
}
