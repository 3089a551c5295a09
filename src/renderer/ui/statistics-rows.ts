import type { ViewerState } from '../store/viewer-state';

/** One figure: its name, and its value as it is read. */
export type StatisticsRow = readonly [name: string, value: string | undefined];

/** Space above and below the rows together. */
export const STATISTICS_PADDING_PX = 16;

/** The figures of the statistics, the most asked for first: a small window shows as many as it has room for. */
export function statisticsRows({
  statistics,
  readings,
}: Pick<ViewerState, 'statistics' | 'readings'>): readonly StatisticsRow[] {
  const { counters, latency, fps } = readings;
  const dropped = counters?.dropped;
  const [codec, size] = statistics?.format.split(' ') ?? [];
  const ms = (us: number | undefined) => (us === undefined ? undefined : `${(us / 1000).toFixed(1)} ms`);
  return [
    ['Codec', codec],
    ['Picture', size],
    ['Bit rate', statistics && `${(statistics.bitsPerSecond / 1e6).toFixed(2)} Mbit/s`],
    ['Received', statistics && `${statistics.picturesPerSecond.toFixed(0)} pictures/s`],
    ['Shown', fps === undefined ? undefined : `${fps.toFixed(0)} pictures/s`],
    ['Latency, median', ms(latency?.summary.p50Us)],
    ['Latency, 95 %', ms(latency?.summary.p95Us)],
    ['Latency, longest', ms(latency?.summary.maxUs)],
    ['Pictures decoded', counters && `${counters.decoded} of ${counters.received}`],
    ['Pictures shown', counters && `${counters.shown} of ${counters.received}`],
    ['Overtaken', count(counters?.lateFrame)],
    ['Waited for a key picture', count(dropped?.waitingForKey)],
    ['Decoder behind', count(dropped?.decoderBehind)],
    ['Decoder errors', count(dropped?.decodeError)],
    ['Too slow for the station', count(statistics?.droppedForViewer)],
    ['Faults in the video', count(statistics?.faults)],
    ['Unreadable telemetry', count(statistics?.telemetryFaults)],
    ['Reconnects', count(statistics?.reconnects)],
  ];
}

/** How many rows there are. */
export const ROW_COUNT = 18;

/** How many rows a place has room for. */
export function rowsThatFit({ height, rowPx }: { readonly height: number; readonly rowPx: number }): number {
  return Math.max(0, Math.floor((height - STATISTICS_PADDING_PX) / rowPx));
}

const count = (value: number | undefined) => (value === undefined ? undefined : String(value));
