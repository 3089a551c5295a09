import type { ExportSpec } from '#contracts/exports';
import type { LibraryRecording } from '#contracts/library';
import type { PlaybackInfo } from '#contracts/playback';
import type { Size } from '#core/instruments/shared/rect';

/** What a clip is taken from, as far as this page knows it. Times in µs on the wall's clock. */
export interface ClipSubject {
  readonly source: ExportSpec['source'];
  /** What people call it. */
  readonly name: string;
  /** From when to when there are pictures. */
  readonly range: PlaybackInfo;
  /** Its end is now: what just happened is wanted more often than all of it. */
  readonly isLive: boolean;
  /** The moment that is shown. */
  readonly positionUs?: number | undefined;
  readonly size?: Size | undefined;
  readonly picturesPerSecond?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
}

/** A recording of the library. */
export function subjectOfRecording({ id, name, startedUs, durationUs, bytes }: LibraryRecording): ClipSubject {
  return {
    source: { from: 'recording', id },
    name,
    range: { beginUs: startedUs, endUs: startedUs + durationUs },
    isLive: false,
    ...(durationUs > 0 && { bytesPerSecond: (bytes * 1e6) / durationUs }),
  };
}
