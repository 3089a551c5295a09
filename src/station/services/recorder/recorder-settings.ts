import type { TelemetryFormat } from '#core/recording/telemetry/formats';
import type { RuleSettings } from './rule-watch';

/** How a station records. */
export interface RecorderSettings extends RuleSettings {
  readonly folder: string;
  /** Written to where `folder` takes nothing: it is gone, full or cannot be written. */
  readonly fallback?: string | undefined;
  /** The rights of recordings and clips; absent: for this user alone. */
  readonly mode?: number | undefined;
  /** See `recordingName`. */
  readonly pattern: string;
  /** A new file begins after either. */
  readonly segment: { readonly us: number; readonly bytes: number };
  /** All recordings together: above this the oldest that are not pinned are deleted. */
  readonly quotaBytes: number | undefined;
  /** What is left free on the disk; recording stops there. */
  readonly reserveBytes: number;
  /** Written beside each recording when it ends. */
  readonly beside: readonly TelemetryFormat[];
}
