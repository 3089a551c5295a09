import type { FoundPlace } from '#contracts/found';
import type { RecentState } from '#contracts/recent';
import { defineState } from '../../viewer/service';

interface FirstWindow {
  /** Absent where this viewer may choose nothing, or the station has not said so yet. */
  readonly recent: RecentState | undefined;
  /** Whether the station has a simulated vehicle of its own. */
  readonly hasDemo: boolean;
  /** `undefined` until the station has answered. */
  readonly places: readonly FoundPlace[] | undefined;
}

const NOTHING: FirstWindow = { recent: undefined, hasDemo: false, places: undefined };

/** What can be chosen to be shown, beside an address. */
export const firstWindowState = defineState<FirstWindow>(NOTHING);
