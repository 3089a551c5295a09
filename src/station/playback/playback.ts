import type { PastRow, PastValuesRequest, PlaybackState, PlayRequest, TrackPoint } from '#contracts/playback';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { Text } from '#core/texts/text';
import type { KeyPicture } from './key-picture';
import type { TelemetrySample } from './medium';

/** Where playback goes: one viewer's subscription, or whatever else wants pictures of the past. */
export interface PlaybackSink {
  /**
   * A picture with its own times, on the wall's clock.
   *
   * @param isHidden only needed to decode those after it; not to be shown
   * @param isLast nothing follows it for now: whatever a decoder holds back is to come out. What follows is a key picture
   */
  picture(unit: AccessUnit, run: number, isHidden: boolean, isLast: boolean): void;
  telemetry(sample: TelemetrySample, run: number): void;
  /**
   * A piece of the sound that belongs to the pictures, with its own times, on the wall's clock: given when its pictures are,
   * or somewhat sooner, and at the rate of real time alone.
   */
  audio?(chunk: AudioChunk, run: number): void;
  /** Resolves when there is room for one more picture. */
  room(): Promise<void>;
  /** The state is another. Not called for the position of every picture. */
  changed(): void;
}

/**
 * A stream's past, played to one sink: of the rewind buffer, of a recording, or by the device that recorded it. What is
 * asked for replaces at once what was asked for before.
 */
export interface Playback {
  /** What there is to play, and what is being played. */
  state(): PlaybackState;
  play(request: PlayRequest): void;
  /** For a plot below the timeline; oldest first. */
  track(): readonly TrackPoint[];
  /**
   * Numbers of the past at even distances, for a plot, each where it came; a question that is asked anew ends this one.
   *
   * @returns `undefined` where it was ended
   */
  values?(request: PastValuesRequest): Promise<readonly PastRow[] | undefined>;
  /** A picture that stands for a moment; what is being played goes on. `undefined` where there is none. */
  keyPicture(us: number): Promise<KeyPicture | undefined>;
  /** Moves the log that its telemetry is read from; absent where there is none. */
  shiftTelemetry?(byUs: number): void;
  /** Nothing is given to the sink any more, until the next `play`. */
  stop(): void;
}

/** Opens a stream's past for one sink; `undefined` for a stream that has none. */
export type OpenPlayback = (stream: string, sink: PlaybackSink) => Playback | undefined;

/** Of a stream whose past is not kept. @param off why */
export function noPlayback(off: Text): Playback {
  return {
    state: () => ({ isGrowing: false, off, gaps: [], marks: [] }),
    play: () => undefined,
    track: () => [],
    keyPicture: async () => undefined,
    stop: () => undefined,
  };
}
