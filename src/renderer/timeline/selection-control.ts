import type { StoreApi } from 'zustand/vanilla';
import type { ViewerState } from '../store/viewer-state';
import type { TimelineControl } from './control';
import { keptOf, proposedAt, type Selection, withIn, withOut } from './selection';

/** What a person does to mark what is to be taken out. */
export class SelectionControl {
  readonly #store: StoreApi<ViewerState>;
  readonly #timeline: TimelineControl;

  constructor(store: StoreApi<ViewerState>, timeline: TimelineControl) {
    this.#store = store;
    this.#timeline = timeline;
  }

  /** Begins it with the picture that is shown. */
  beginHere(): void {
    this.#at((selection, us) => withIn(selection, us));
  }

  /** Ends it with the picture that is shown. */
  endHere(): void {
    this.#at((selection, us) => withOut(selection, us));
  }

  /** Selects what just happened, for who has marked nothing. */
  propose(): void {
    const { range } = this.#store.getState().playback ?? {};
    if (range) this.#at((_, us) => proposedAt(us, { ...range, endUs: Math.max(range.endUs, us) }));
  }

  /** An end was moved; its picture is shown. @param shownUs where it is now */
  move(selection: Selection, shownUs: number): void {
    this.#store.setState({ selection });
    this.#timeline.seek(shownUs, 0);
  }

  /** Plays what is selected, and stops at its end. */
  play(): void {
    const { selection, playback, readings } = this.#store.getState();
    const { range } = playback ?? {};
    if (!selection || !range) return;
    const kept = keptOf(selection, { ...range, endUs: Math.max(range.endUs, readings.edgeUs ?? 0) });
    if (kept) this.#timeline.playSpan(kept.inUs, kept.outUs);
  }

  clear(): void {
    this.#store.setState({ selection: undefined });
  }

  #at(change: (selection: Selection | undefined, us: number) => Selection): void {
    const us = this.#timeline.positionUs;
    if (us !== undefined) this.#store.setState(({ selection }) => ({ selection: change(selection, us) }));
  }
}
