import { Capability } from '../capability';

/** A simulated vehicle of this program's own. Made by the program around the station. */
export interface Demo {
  /** Starts it, if it does not run yet. @returns where it is reached */
  start(): Promise<{ readonly host: string; readonly videoPort: number; readonly telemetryPort: number }>;
  close(): Promise<void>;
}

export const DEMO = new Capability<Demo>('demo');
