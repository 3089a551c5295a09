import type { PlaybackMark } from '#contracts/playback';
import type { TelemetrySample } from '../../playback/medium';

/** The telemetry that lies beside a film, times on the wall's clock. */
export interface TelemetryTrack {
  readonly marks: readonly PlaybackMark[];
  /** Values over the whole time, a few hundred; empty until they were read. */
  readonly track: readonly TelemetrySample[];
  /** What it is moved by, µs: more is later; absent where it belongs to the film. */
  readonly shiftUs?: number;
  shift?(byUs: number): void;
  /** Reads what was written since. */
  scan(): Promise<void>;
  /** The last sample at or before a time, unless it is that of `knownUs`. */
  at(us: number, knownUs?: number): Promise<TelemetrySample | undefined>;
  close(): Promise<void>;
}
