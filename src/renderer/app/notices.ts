import type { StoreApi } from 'zustand/vanilla';
import type { Advice, Text } from '#core/texts/text';
import type { ViewerState } from '../viewer/viewer-state';

/** Long enough to read a file's name. */
const ANNOUNCED_MS = 5000;

/** What the viewer says by itself. */
export class Notices {
  readonly #store: StoreApi<ViewerState>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: StoreApi<ViewerState>) {
    this.#store = store;
  }

  /** Shows a notice until it is dismissed. */
  notify(notice: Advice): void {
    this.#store.setState({ notice });
  }

  /** Says in a line what was just done; it goes by itself. */
  announce(announced: Text): void {
    clearTimeout(this.#timer);
    this.#store.setState({ announced });
    this.#timer = setTimeout(() => this.#store.setState({ announced: undefined }), ANNOUNCED_MS);
  }
}
