import type { InspectionSection } from '#core/inspection/inspection';
import { defineState } from '../../viewer/service';

/** What the station said last of the stream that is looked at. */
interface Inspection {
  readonly stream: string | undefined;
  readonly sections: readonly InspectionSection[];
  /** Notes that were read, and are shown no more; see `useRead`. */
  readonly read: readonly string[];
}

export const inspectionState = defineState<Inspection>({ stream: undefined, sections: [], read: [] });
