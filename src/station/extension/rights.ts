import { type Advice, type Text, text } from '#core/texts/text';
import type { FileChooser } from './file-chooser';
import type { Serving } from './serving';

/** What one viewer may do besides watching. */
export interface ViewerRights {
  /** Add, rename and remove streams, connect to vehicles, record, make clips. */
  readonly mayChange: boolean;
  /** Switch a gateway for others on and off; for the window of the machine's own person. */
  readonly serving?: Serving | undefined;
  /** Shows a file in its folder; for the person at the station's own screen. */
  readonly showFile?: ((file: string) => void) | undefined;
  /** Opens any file of the station's disk; for the same person. */
  readonly files?: FileChooser | undefined;
}

/** A right that asks of a topic need. */
export interface Need<Ask> {
  /** Whether this ask needs it; absent: each does. */
  of?(ask: Ask): boolean;
  isMet(rights: ViewerRights): boolean;
  /** Told where it is not met. */
  readonly refusal: Advice;
}

/** The need of asks that change something for everybody. */
export function needsChange(message: Text): Omit<Need<unknown>, 'of'> {
  return {
    isMet: ({ mayChange }) => mayChange,
    refusal: { message, tip: text('refused.askAdmin') },
  };
}

/** What a viewer is told that may only watch. */
export const WATCH_ONLY = text('refused.watchOnly');
