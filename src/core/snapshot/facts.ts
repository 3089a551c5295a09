import type { Telemetry } from '../telemetry/telemetry';

/** What is known of a snapshot, to be written into its file. */
export interface SnapshotFacts {
  /** When it stood on the screen, in ms since 1970 (UTC). */
  readonly takenMs: number;
  /** The stream's name. */
  readonly stream: string;
  /** The vehicle's values at that time; what is unknown is left out of the file. */
  readonly telemetry: Telemetry | undefined;
  readonly software: string;
}
