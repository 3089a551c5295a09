import type { InvitedRole, ServingSettings, ServingState } from '#contracts/serving';

/** Serves others when the machine's own person asks for it. Made by the program around the station. */
export interface Serving {
  readonly state: ServingState;
  /** Calls back whenever the state is another. */
  onChange(listener: () => void): () => void;
  /** Begins, instead of what was begun before; the state tells how it went. */
  start(settings: ServingSettings): void;
  /** Ends it, and forgets that it was to be kept. */
  stop(): void;
  /** Makes a link for one more; `undefined` where nothing is served, or there are too many. */
  invite(role: InvitedRole): string | undefined;
}
