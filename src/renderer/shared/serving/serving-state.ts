import type { Invitation, ServingState } from '#contracts/serving';
import { defineState } from '../../viewer/service';

export interface ServingOfOthers {
  /** Whether this machine serves others; `undefined` where this page is not the one to switch it. */
  readonly serving: ServingState | undefined;
  /** The last link for others that was requested here. */
  readonly invitation: Invitation | undefined;
}

export const servingState = defineState<ServingOfOthers>({ serving: undefined, invitation: undefined });
