import type { Pending } from '#contracts/link';
import { defineState } from '../../viewer/service';

export interface ApprovalsState {
  /** Who waits to be let in by this person, the longest first. */
  readonly pending: readonly Pending[];
}

export const approvalsState = defineState<ApprovalsState>({ pending: [] });
