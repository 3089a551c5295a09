import type { LinkState, StreamInfo, StreamStatistics } from '#contracts/link';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { PlayerCounters } from '../player/counters';
import type { LatencyParts, TotalLatency } from '../player/latency-statistics';
import type { PlayerState } from '../player/player-state';

/** What changes four times a second at most, rounded to what can be seen of it. */
export interface Readings {
  /** Since the video socket opened; `undefined` where it is not open, or the clocks are not related yet. */
  readonly openForMs: number | undefined;
  readonly pictureAgeMs: number | undefined;
  readonly telemetryAgeMs: number | undefined;
  readonly fps: number | undefined;
  readonly latency: TotalLatency | undefined;
  /** While the statistics are open. */
  readonly latencyParts: LatencyParts | undefined;
  readonly counters: PlayerCounters | undefined;
  /** The picture's own size in pixels. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

/** Which panel lies over the picture. One at a time. */
export type Panel = 'none' | 'keys' | 'connect';

/** Everything that the viewer's page shows, but the picture itself. */
export interface ViewerState {
  readonly link: 'opening' | 'open' | 'closed' | 'ended';
  readonly stream: StreamInfo | undefined;
  readonly video: LinkState | undefined;
  readonly telemetryLink: LinkState | undefined;
  readonly telemetry: Telemetry | undefined;
  readonly statistics: StreamStatistics | undefined;
  readonly player: PlayerState;
  readonly readings: Readings;
  readonly overlay: boolean;
  readonly statisticsOpen: boolean;
  readonly panel: Panel;
  /** What the station could not do, until it is dismissed. */
  readonly notice: { readonly message: string; readonly tip: string } | undefined;
}

export const NO_READINGS: Readings = {
  openForMs: undefined,
  pictureAgeMs: undefined,
  telemetryAgeMs: undefined,
  fps: undefined,
  latency: undefined,
  latencyParts: undefined,
  counters: undefined,
  size: undefined,
};

export function initialState(overlay: boolean): ViewerState {
  return {
    link: 'opening',
    stream: undefined,
    video: undefined,
    telemetryLink: undefined,
    telemetry: undefined,
    statistics: undefined,
    player: { state: 'idle' },
    readings: NO_READINGS,
    overlay,
    statisticsOpen: false,
    panel: 'none',
    notice: undefined,
  };
}
