import type { StreamStatistics } from '#contracts/link';
import { ageText, UNKNOWN } from '#core/telemetry/format';
import { WAIT_REASONS_TEXTS } from '#core/texts/en/wait-reasons';
import type { Speaker } from '#core/texts/speaker';
import { type PlainTextId, type Text, text, verbatim } from '#core/texts/text';
import type { PlayerCounters } from '../../player/counters';
import { HISTOGRAM_BINS, type Histogram } from '../../player/histogram';
import type { LatencySummary } from '../../player/latency';
import type { SoundFigures } from '../../sound/sound-channel';
import type { StreamState } from '../../streams/stream-state';

/** One figure: its name, and its value as it is read, in columns of one width or not, or the bars that are drawn for it. */
export type StatisticsRow = readonly [name: string, value: string | readonly string[] | Histogram | undefined];

/** Space above and below the rows together. */
export const STATISTICS_PADDING_PX = 16;

/** The figures of the statistics, the most asked for first: a small window shows as many as it has room for. */
export function statisticsRows(
  { statistics, readings }: Pick<StreamState, 'statistics' | 'readings'>,
  t: Speaker,
): readonly StatisticsRow[] {
  const { counters, fps } = readings;
  const dropped = counters?.dropped;
  const waited = statistics && waitedRow(statistics.pictureEnds, t);
  return [
    [t('statistics.format'), statistics?.format],
    ...(statistics?.transcoded ? [transcodedRow(statistics.transcoded, t)] : []),
    ...(readings.sound ? [soundRow(readings.sound, statistics?.sound, t)] : []),
    [
      t('statistics.received'),
      statistics && `${rate(statistics.picturesPerSecond)}, ${megabits(statistics.bitsPerSecond)}`,
    ],
    [
      t('statistics.decoded'),
      counters &&
        t('statistics.decodedOf', { decoded: counters.decoded, received: counters.received, path: readings.path }),
    ],
    [t('statistics.shown'), counters && shownOf(counters, fps, t)],
    ...(waited ? [waited] : []),
    ...(statistics ? heldBackRows(statistics, t) : []),
    ...latencyRows(readings, t),
    [t('statistics.lateFrame'), counters && `${counters.lateFrame}, ${counters.dropped.waitingForKey}`],
    [t('statistics.dropped'), dropped && `${dropped.decodeError}, ${dropped.decoderBehind}`],
    [t('statistics.tooSlow'), count(statistics?.droppedForViewer)],
    [t('statistics.faults'), statistics && `${statistics.faults}, ${statistics.telemetryFaults}`],
    [t('statistics.arrival'), statistics && arrivalOf(statistics)],
    [t('statistics.link'), statistics && linkOf(statistics, t)],
  ];
}

function shownOf({ shown, received }: PlayerCounters, fps: number | undefined, t: Speaker): string {
  return fps === undefined
    ? t('statistics.shownOf', { shown, received })
    : t('statistics.shownOfAt', { shown, received, rate: rate(fps) });
}

/** `aac 48 kHz, 18 ms after the picture, 0 gaps`, while it is heard. */
function soundRow(
  { stepUs, underruns, late, faults }: SoundFigures,
  of: StreamStatistics['sound'],
  t: Speaker,
): StatisticsRow {
  const { codec, sampleRateHz, decoded } = of ?? {};
  const kind = decoded ? 'statistics.sound.byFfmpeg' : 'statistics.sound.codec';
  const parts = [
    ...(codec === undefined ? [] : [t(kind, { codec, kilohertz: (sampleRateHz ?? 0) / 1000 })]),
    ...(stepUs === undefined ? [] : [t('statistics.sound.after', { ms: Math.round(stepUs / 1000) })]),
    t('statistics.sound.losses', { gaps: underruns, late, faults }),
  ];
  return [t('statistics.sound'), parts.join(', ')];
}

/** Only where it happens: this viewer has no decoder for the stream. */
function transcodedRow(losses: NonNullable<StreamStatistics['transcoded']>, t: Speaker): StatisticsRow {
  const { dropped, restarts } = losses;
  return [t('statistics.transcoded'), t('statistics.transcoded.losses', { dropped, restarts })];
}

/** A reason that this version does not know is shown as the station names it. */
function waitReasonText(reason: string): Text {
  const isKnown = Object.hasOwn(WAIT_REASONS_TEXTS, `waited.${reason}`);
  return isKnown ? text(`waited.${reason}` as keyof typeof WAIT_REASONS_TEXTS) : verbatim(reason);
}

/** Only where it happens: such a stream is a picture late, and this is why. */
function waitedRow({ waited }: StreamStatistics['pictureEnds'], t: Speaker): StatisticsRow | undefined {
  const reasons = Object.entries(waited).sort(([, a], [, b]) => b - a);
  const [commonest] = reasons;
  if (!commonest) return undefined;
  const pictures = reasons.reduce((sum, [, count]) => sum + count, 0);
  return [t('statistics.waited'), t('statistics.waited.of', { pictures, reason: waitReasonText(commonest[0]) })];
}

/** What the station names as the cause. */
const FAULTS: Readonly<Record<string, PlainTextId>> = {
  'damaged-picture': 'heldBack.damaged',
  'missing-pictures': 'heldBack.missing',
  'incomplete-picture': 'heldBack.incomplete',
  'broken-slice': 'heldBack.brokenSlice',
  order: 'heldBack.order',
};

/** Only where it happens: not all pictures are shown, and why; or all are though their numbers leap. */
function heldBackRows({ heldBack, countsOtherwise, pictures }: StreamStatistics, t: Speaker): StatisticsRow[] {
  const reasons = Object.entries(heldBack ?? {}).sort(([, a], [, b]) => b - a);
  const [commonest] = reasons;
  const held = reasons.reduce((total, [, count]) => total + count, 0);
  const rows: StatisticsRow[] = [];
  if (commonest) {
    const cause = t(FAULTS[commonest[0]] ?? 'heldBack.lost');
    rows.push([t('statistics.heldBack'), t('statistics.heldBack.of', { held, pictures, cause })]);
  }
  if (countsOtherwise) rows.push([t('statistics.numbers'), t('statistics.numbers.leap')]);
  return rows;
}

/** `30, 1.2 ms`: the pictures of a group, and how unevenly pictures arrive. */
function arrivalOf({ groupLength, jitterMs }: StreamStatistics): string {
  return `${groupLength ?? UNKNOWN}, ${jitterMs === undefined ? UNKNOWN : `${jitterMs.toFixed(1)} ms`}`;
}

/** `0, 3 min`: how often the link was lost, and how long it has stood. */
function linkOf({ reconnects, uptimeMs }: StreamStatistics, t: Speaker): string {
  return `${reconnects}, ${uptimeMs === undefined ? UNKNOWN : t(ageText(uptimeMs))}`;
}

/** The whole and its parts. The host's part is there only where the whole counts from the capture. */
function latencyRows({ latency, latencyParts }: StreamState['readings'], t: Speaker): readonly StatisticsRow[] {
  const parts = latencyParts?.summaries;
  const histogram = latencyParts?.histogram;
  const reachMs = ((histogram?.binUs ?? 0) * HISTOGRAM_BINS) / 1000;
  const host: StatisticsRow[] = latency?.from === 'capture' ? [[t('statistics.host'), times(parts?.host)]] : [];
  return [
    [t('statistics.latency'), ['p50', 'p95', 'max']],
    [t(`statistics.from.${latency?.from ?? 'arrival'}`), times(latency?.summary)],
    ...host,
    [t('statistics.station'), times(parts?.station)],
    [t('statistics.transport'), times(parts?.link)],
    [t('statistics.decoder'), times(parts?.decode)],
    [t('statistics.screen'), times(parts?.screen)],
    [histogram ? t('statistics.range', { from: 0, to: reachMs }) : t('statistics.histogram'), histogram],
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
