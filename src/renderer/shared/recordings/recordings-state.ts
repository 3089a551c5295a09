import type { Recordings } from '#contracts/recording';
import { defineState } from '../../viewer/service';

/** What the station records, and onto which disk; `recordings` is `undefined` where it cannot record. */
export const recordingsState = defineState<{ readonly recordings: Recordings | undefined }>({ recordings: undefined });
