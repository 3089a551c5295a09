import type { StoreApi } from 'zustand/vanilla';
import type { ExportAsk, ExportJob, ExportsState } from '#contracts/exports';
import type { Text } from '#core/texts/text';
import { AskedClips, type PageStorage } from './asked-clips';
import type { ClipPlace, ClipSpec } from './clip-spec';
import type { ClipsState } from './clips-state';
import { endsOf } from './describe-job';
import type { WasmExports } from './wasm/wasm-exports';

/** Makes clips in this window, where the station does not make them. */
export type WindowClips = Pick<WasmExports, 'jobs' | 'subscribe' | 'start' | 'cancel' | 'remove' | 'save'>;

interface ClipsOptions {
  readonly store: StoreApi<ClipsState>;
  /** Keeps what was asked for over a reload of the page. */
  readonly storage: PageStorage | undefined;
  readonly inWindow: WindowClips | undefined;
  readonly ask: (about: ExportAsk) => void;
  readonly announce: (text: Text) => void;
}

/** What a person asks for in clips, and what is said when one ends that was asked for on this page. */
export class Clips {
  readonly #options: ClipsOptions;
  readonly #asked: AskedClips;

  constructor(options: ClipsOptions) {
    this.#options = options;
    this.#asked = new AskedClips(options.storage);
    const { inWindow } = options;
    inWindow?.subscribe(() => this.#receiveFromWindow(inWindow.jobs()));
  }

  /** The station tells of clips from here on; asked again with each link. */
  watch(): void {
    this.#options.ask({ ask: 'watch' });
  }

  /** @param name of the stream */
  start(spec: ClipSpec, place: ClipPlace, name: string): void {
    const request = this.#asked.add(spec);
    if (place === 'window') this.#options.inWindow?.start({ ...spec, request }, name);
    else this.#options.ask({ ask: 'start', spec: { ...spec, request } });
  }

  cancel(id: string): void {
    if (!this.#options.inWindow?.cancel(id)) this.#options.ask({ ask: 'cancel', id });
  }

  /** Whether one can be made again here: it was asked for here. */
  canRetry({ request }: ExportJob): boolean {
    return request !== undefined && this.#asked.has(request);
  }

  /** Makes one again that failed or was cancelled; it takes the place of the old one. */
  retry({ id, request, stream }: ExportJob): void {
    const spec = request !== undefined && this.#asked.get(request);
    if (!spec) return;
    const place = this.isInWindow(id) ? 'window' : 'station';
    this.remove(id);
    this.start(spec, place, stream);
  }

  /** Takes one off the list; its file stays. */
  remove(id: string): void {
    if (!this.#options.inWindow?.remove(id)) this.#options.ask({ ask: 'remove', id, withFile: false });
  }

  show(id: string): void {
    this.#options.ask({ ask: 'show', id });
  }

  /** Saves the file of one that was made in this window once more. */
  save(id: string): void {
    this.#options.inWindow?.save(id);
  }

  isInWindow(id: string): boolean {
    return this.#options.store.getState().windowJobs.some((job) => job.id === id);
  }

  /** The station's clips are these now. */
  receive(exports: ExportsState): void {
    const { store } = this.#options;
    const before = store.getState().exports?.jobs ?? [];
    store.setState({ exports });
    this.#announceEnds(before, exports.jobs);
  }

  #receiveFromWindow(windowJobs: readonly ExportJob[]): void {
    const { store } = this.#options;
    const before = store.getState().windowJobs;
    store.setState({ windowJobs });
    this.#announceEnds(before, windowJobs);
  }

  #announceEnds(before: readonly ExportJob[], now: readonly ExportJob[]): void {
    for (const words of endsOf(before, now, this.#asked)) this.#options.announce(words);
  }
}
