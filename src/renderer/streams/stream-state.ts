import type { StreamInfo, StreamLinks, StreamStatistics } from '#contracts/link';
import type { PlaybackState } from '#contracts/playback';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { PlayerCounters } from '../player/counters';
import type { LatencyParts, TotalLatency } from '../player/latency-statistics';
import type { PlayerState } from '../player/player-state';
import type { SoundFigures } from '../sound/sound-channel';
import { LIVE, type Shown } from './shown';

/** What changes four times a second at most, rounded to what can be seen of it. */
export interface Readings {
  /** Since the video socket opened; `undefined` where it is not open, or the clocks are not related yet. */
  readonly openForMs: number | undefined;
  readonly pictureAgeMs: number | undefined;
  /** Of the pictures that were shown. */
  readonly usualDistanceMs: number | undefined;
  readonly telemetryAgeMs: number | undefined;
  /** Now, as the stream's past has it: where its newest picture is, on the wall's clock in µs. */
  readonly edgeUs: number | undefined;
  readonly fps: number | undefined;
  readonly latency: TotalLatency | undefined;
  /** While the statistics are open. */
  readonly latencyParts: LatencyParts | undefined;
  readonly counters: PlayerCounters | undefined;
  /** While it is heard. */
  readonly sound: SoundFigures | undefined;
  /** What decodes: `WebCodecs`, `MSE`. */
  readonly path: string;
  /** The picture's own size in pixels. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

/** What is known of one stream that is shown, but its pictures. */
export interface StreamState {
  readonly stream: StreamInfo | undefined;
  /** How each of its links does; none before the station has said so. */
  readonly links: StreamLinks;
  readonly telemetry: Telemetry | undefined;
  /** When that was received, µs: on the station's clock, and on the wall's while the past is shown. */
  readonly telemetryUs: number | undefined;
  readonly statistics: StreamStatistics | undefined;
  readonly player: PlayerState;
  readonly readings: Readings;
  /** Key pictures alone are decoded, because the machine cannot keep up with all. */
  readonly keyOnly: boolean;
  /** The machine cannot keep up with it, though nothing else is decoded. */
  readonly isStrained: boolean;
  /** What there is to play of it; `undefined` where the station keeps nothing. */
  readonly playback: PlaybackState | undefined;
  /** What of it is shown. */
  readonly shown: Shown;
}

export const NO_READINGS: Readings = {
  openForMs: undefined,
  pictureAgeMs: undefined,
  usualDistanceMs: undefined,
  telemetryAgeMs: undefined,
  edgeUs: undefined,
  fps: undefined,
  latency: undefined,
  latencyParts: undefined,
  counters: undefined,
  sound: undefined,
  path: '',
  size: undefined,
};

export function initialStream(player: PlayerState): StreamState {
  return {
    stream: undefined,
    links: {},
    telemetry: undefined,
    telemetryUs: undefined,
    statistics: undefined,
    player,
    readings: NO_READINGS,
    keyOnly: false,
    isStrained: false,
    playback: undefined,
    shown: LIVE,
  };
}
