import type { InspectionSection } from '#core/inspection/inspection';
import { defineState } from '../../viewer/service';

/** What the station said last of the stream that is looked at. */
interface Inspection {
  readonly stream: string | undefined;
  readonly sections: readonly InspectionSection[];
  /** The note that was read last, and is shown no more: see `VehicleNote.about`. */
  readonly read: string | undefined;
}

export const inspectionState = defineState<Inspection>({ stream: undefined, sections: [], read: undefined });
