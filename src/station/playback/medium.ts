import type { PlaybackGap, PlaybackMark } from '#contracts/playback';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { Telemetry } from '#core/telemetry/telemetry';

/** From the first picture that can be shown to the last. µs. */
export interface TimeRange {
  readonly beginUs: number;
  readonly endUs: number;
}

/** Values of a vehicle, and when they came. */
export interface TelemetrySample {
  readonly timeUs: number;
  readonly values: Telemetry;
}

/** Of pictures some of which are shown in another order than they are decoded, or not at all. */
export interface PictureOrder {
  /** The picture that is shown after one; `undefined` where none is. */
  after(place: number): number | undefined;
  before(place: number): number | undefined;
  /** When a picture is to be decoded, so that each can be shown at its time. */
  dueUs(place: number): number;
  /** Whether a picture is ever shown, and not only needed by others. */
  isShown(place: number): boolean;
}

/**
 * Pictures in the order of decoding that can be had again from any place: a rewind buffer, a recording. All times in µs on
 * the wall's clock (UTC since 1970), which pictures of several media share.
 *
 * A place is a number that rises with every picture and names the same one for as long as it is kept. What is no longer
 * kept is skipped: every question is answered with what is nearest.
 */
export interface Medium {
  /** `undefined` while there is nothing to show. */
  range(): TimeRange | undefined;
  /** Whether pictures still come at its end. */
  readonly isGrowing: boolean;
  /** Absent where each picture is shown when it is decoded. */
  readonly order?: PictureOrder | undefined;
  /** It has none at all: a place is a moment whose telemetry is given. */
  readonly isPictureless?: true;
  /** Decoders hold some pictures back until others follow: what is to be seen alone has to be called out of them. */
  readonly holdsBack?: boolean;
  /** The last picture at or before a time, or the first there is. */
  pictureAt(us: number): number | undefined;
  /** The picture after a place, the oldest kept where that is gone. */
  next(place: number): number | undefined;
  previous(place: number): number | undefined;
  /** The first key picture after a place. */
  nextKey(place: number): number | undefined;
  /** The key picture from which that at a place is decoded; itself, if it is one. */
  keyOf(place: number): number | undefined;
  /** A picture's time; NaN where it is gone. */
  timeUs(place: number): number;
  /** The picture with its times on the wall's clock; `undefined` where it is gone. */
  load(place: number): Promise<AccessUnit | undefined>;
  /** What the log is moved by that its telemetry is read from, µs; absent where none can be moved. */
  readonly telemetryShiftUs?: number | undefined;
  shiftTelemetry?(byUs: number): void;
  /** The last telemetry at or before a time, unless it is that of `knownUs`. */
  telemetryAt(us: number, knownUs?: number): Promise<TelemetrySample | undefined>;
  /**
   * The sound that came after one time until another, oldest first, with its times on the wall's clock; absent where there
   * is none. Bounded: some hundreds of pieces.
   */
  sounds?(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]>;
  /** Pauses in the pictures, oldest first. */
  readonly gaps: readonly PlaybackGap[];
  readonly marks: readonly PlaybackMark[];
  /** Values over time, for a plot; oldest first, some hundreds at most. */
  track(): readonly TelemetrySample[];
}
