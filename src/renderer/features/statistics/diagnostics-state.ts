import { defineState } from '../../viewer/service';

/** The station's part of a bug report. */
type StationPart =
  | { readonly state: 'asking' }
  /** It answered, without a report where this viewer may only watch. */
  | { readonly state: 'told'; readonly report: string | undefined }
  /** There is no link to it. */
  | { readonly state: 'away' };

export const diagnosticsState = defineState<{ readonly station: StationPart }>({ station: { state: 'away' } });
