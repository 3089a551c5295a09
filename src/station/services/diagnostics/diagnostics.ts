import { Capability } from '../../capability';

/** The station for a bug report. */
export interface Diagnostics {
  /** Text without secrets; for those who may see the settings. */
  report(): string;
}

/** Told to administrators alone. */
export const DIAGNOSTICS = new Capability<Diagnostics>('diagnostics');
