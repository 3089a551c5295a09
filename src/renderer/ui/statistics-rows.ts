import type { StreamStatistics } from '#contracts/link';
import { formatAge, UNKNOWN } from '#core/telemetry/format';
import { HISTOGRAM_BINS, type Histogram } from '../player/histogram';
import type { LatencySummary } from '../player/latency';
import type { SoundFigures } from '../sound/sound-channel';
import type { StreamState } from '../store/stream-state';

/** One figure: its name, and its value as it is read, in columns of one width or not, or the bars that are drawn for it. */
export type StatisticsRow = readonly [name: string, value: string | readonly string[] | Histogram | undefined];

/** Space above and below the rows together. */
export const STATISTICS_PADDING_PX = 16;

/** The figures of the statistics, the most asked for first: a small window shows as many as it has room for. */
export function statisticsRows({
  statistics,
  readings,
}: Pick<StreamState, 'statistics' | 'readings'>): readonly StatisticsRow[] {
  const { counters, fps } = readings;
  const dropped = counters?.dropped;
  const waited = statistics && waitedRow(statistics.pictureEnds);
  return [
    ['Format', statistics?.format],
    ...(statistics?.transcoded ? [transcodedRow(statistics.transcoded)] : []),
    ...(readings.sound ? [soundRow(readings.sound, statistics?.sound)] : []),
    ['Received', statistics && `${rate(statistics.picturesPerSecond)}, ${megabits(statistics.bitsPerSecond)}`],
    ['Pictures decoded', counters && `${counters.decoded} of ${counters.received}, ${readings.path}`],
    [
      'Pictures shown',
      counters && `${counters.shown} of ${counters.received}${fps === undefined ? '' : `, ${rate(fps)}`}`,
    ],
    ...(waited ? [waited] : []),
    ...latencyRows(readings),
    ['Overtaken, waited for a key', counters && `${counters.lateFrame}, ${counters.dropped.waitingForKey}`],
    ['Decoder errors, behind', dropped && `${dropped.decodeError}, ${dropped.decoderBehind}`],
    ['Too slow for the station', count(statistics?.droppedForViewer)],
    ['Faults in the video, telemetry', statistics && `${statistics.faults}, ${statistics.telemetryFaults}`],
    ['Group, jitter', statistics && arrivalOf(statistics)],
    ['Reconnects, up for', statistics && linkOf(statistics)],
  ];
}

/** `aac 48 kHz, 18 ms after the picture, 0 gaps`, while it is heard. */
function soundRow({ stepUs, underruns, late, faults }: SoundFigures, of: StreamStatistics['sound']): StatisticsRow {
  const made = of?.decoded ? ' by ffmpeg' : '';
  const what = of ? `${of.codec} ${of.sampleRateHz / 1000} kHz${made}, ` : '';
  const step = stepUs === undefined ? '' : `${Math.round(stepUs / 1000)} ms after the picture, `;
  return ['Sound', `${what}${step}${underruns} gaps, ${late} late, ${faults} faults`];
}

/** Only where it happens: this viewer has no decoder for the stream. */
function transcodedRow({ dropped, restarts }: NonNullable<StreamStatistics['transcoded']>): StatisticsRow {
  return ['Transcoded by ffmpeg', `to H.264; ${dropped} dropped, ${restarts} restarts`];
}

/** Only where it happens: such a stream is a picture late, and this is why. */
function waitedRow({ waited }: StreamStatistics['pictureEnds']): StatisticsRow | undefined {
  const reasons = Object.entries(waited).sort(([, a], [, b]) => b - a);
  const [commonest] = reasons;
  if (!commonest) return undefined;
  return ['Ended by the next', `${reasons.reduce((sum, [, pictures]) => sum + pictures, 0)}, ${commonest[0]}`];
}

/** `30, 1.2 ms`: the pictures of a group, and how unevenly pictures arrive. */
function arrivalOf({ groupLength, jitterMs }: StreamStatistics): string {
  return `${groupLength ?? UNKNOWN}, ${jitterMs === undefined ? UNKNOWN : `${jitterMs.toFixed(1)} ms`}`;
}

/** `0, 3 min`: how often the link was lost, and how long it has stood. */
function linkOf({ reconnects, uptimeMs }: StreamStatistics): string {
  return `${reconnects}, ${uptimeMs === undefined ? UNKNOWN : formatAge(uptimeMs)}`;
}

/** The whole and its parts. The host's part is there only where the whole counts from the capture. */
function latencyRows({ latency, latencyParts }: StreamState['readings']): readonly StatisticsRow[] {
  const parts = latencyParts?.summaries;
  const histogram = latencyParts?.histogram;
  const reachMs = ((histogram?.binUs ?? 0) * HISTOGRAM_BINS) / 1000;
  const host: StatisticsRow[] = latency?.from === 'capture' ? [['– host', times(parts?.host)]] : [];
  return [
    ['Latency, ms', ['p50', 'p95', 'max']],
    [`From ${latency?.from ?? 'arrival'}`, times(latency?.summary)],
    ...host,
    ['– station', times(parts?.station)],
    ['– link', times(parts?.link)],
    ['– decoder', times(parts?.decode)],
    ['– screen', times(parts?.screen)],
    [histogram ? `0 to ${reachMs} ms` : 'Histogram', histogram],
  ];
}

/** How many rows a stream has whose pictures' ends can be told. */
export const ROW_COUNT = 18;

/** How many rows a place has room for. */
export function rowsThatFit({ height, rowPx }: { readonly height: number; readonly rowPx: number }): number {
  return Math.max(0, Math.floor((height - STATISTICS_PADDING_PX) / rowPx));
}

const count = (value: number | undefined) => (value === undefined ? undefined : String(value));
const rate = (perSecond: number) => `${perSecond.toFixed(0)}/s`;
const megabits = (bitsPerSecond: number) => `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s`;
const ms = (us: number) => (us / 1000).toFixed(1);
const times = (summary: LatencySummary | undefined) =>
  summary && [ms(summary.p50Us), ms(summary.p95Us), ms(summary.maxUs)];
