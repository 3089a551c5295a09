import path from 'node:path';
import type { RecordingInfo } from '#core/recording/info';

/** One recorded file. */
export interface LibraryEntry {
  readonly info: RecordingInfo;
  /** The `.mp4`. */
  readonly file: string;
  /** Another program made it: it is played, and left as it is. */
  readonly isOutside?: true;
  /** Present while it is being deleted, and can be taken back: the wall's clock, in ms. */
  readonly deletedAtMs?: number;
}

/** A film's path without extension, of which the names of what lies beside it begin. */
export function baseOf(file: string): string {
  return file.slice(0, -path.extname(file).length);
}

/** On the disk, with its telemetry. */
export function bytesOf({ bytes, telemetryBytes = 0, tlogBytes = 0 }: RecordingInfo): number {
  return bytes + telemetryBytes + tlogBytes;
}
