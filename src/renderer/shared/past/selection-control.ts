import type { StoreApi } from 'zustand/vanilla';
import { defineState } from '../../viewer/service';
import type { Service } from '../../viewer/viewer';
import type { ViewerState } from '../../viewer/viewer-state';
import { type TimelineControl, timelineControl } from './control';
import { keptOf, proposedAt, type Selection, withIn, withOut } from './selection';

/** What is to be taken out; on the clock of all that is shown, live or recorded. */
export const selectionState = defineState<{ readonly selection: Selection | undefined }>({ selection: undefined });

type SelectionStore = StoreApi<{ readonly selection: Selection | undefined }>;

/** What a person does to mark what is to be taken out. */
export class SelectionControl {
  readonly #store: SelectionStore;
  readonly #stream: StoreApi<ViewerState>;
  readonly #timeline: TimelineControl;

  /** @param stream the one in focus */
  constructor(store: SelectionStore, stream: StoreApi<ViewerState>, timeline: TimelineControl) {
    this.#store = store;
    this.#stream = stream;
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

  /** Selects what just happened, where nothing is marked. */
  propose(): void {
    const { range } = this.#stream.getState().playback ?? {};
    if (range) this.#at((_, us) => proposedAt(us, { ...range, endUs: Math.max(range.endUs, us) }));
  }

  /** An end was moved; its picture is shown. @param shownUs where it is now */
  move(selection: Selection, shownUs: number): void {
    this.#store.setState({ selection });
    this.#timeline.seek(shownUs, 0);
  }

  /** Plays what is selected, and stops at its end. */
  play(): void {
    const { selection } = this.#store.getState();
    const { playback, readings } = this.#stream.getState();
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

export const selectionControl: Service<SelectionControl> = {
  create: (viewer) => new SelectionControl(viewer.get(selectionState), viewer.store, viewer.get(timelineControl)),
};
