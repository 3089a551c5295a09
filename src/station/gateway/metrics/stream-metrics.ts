// not shown in this file: the help of metrics, in English as their names are
import type { StreamStatistics } from '#contracts/link';
import type { Stream } from '../../hub/stream';
import type { Metric } from './exposition';

interface Column extends Pick<Metric, 'name' | 'type' | 'help'> {
  /** `undefined`: not known. */
  value(statistics: StreamStatistics, stream: Stream): number | undefined;
}

const PREFIX = 'groundglass_stream_';

const COLUMNS: readonly Column[] = [
  {
    name: 'up',
    type: 'gauge',
    help: '1 while pictures can be shown.',
    value: (_, { links: { video } }) => (video?.state === 'open' && video.waitingFor === undefined ? 1 : 0),
  },
  { name: 'bytes_total', type: 'counter', help: 'Bytes off the socket.', value: ({ bytes }) => bytes },
  { name: 'pictures_total', type: 'counter', help: 'Pictures received.', value: ({ pictures }) => pictures },
  {
    name: 'bits_per_second',
    type: 'gauge',
    help: 'Bit rate over the last second.',
    value: ({ bitsPerSecond }) => bitsPerSecond,
  },
  {
    name: 'pictures_per_second',
    type: 'gauge',
    help: 'Picture rate over the last second.',
    value: ({ picturesPerSecond }) => picturesPerSecond,
  },
  { name: 'subscribers', type: 'gauge', help: 'Who watches or records it.', value: ({ subscribers }) => subscribers },
  {
    name: 'arrival_jitter_seconds',
    type: 'gauge',
    help: 'How unevenly pictures arrive.',
    value: ({ jitterMs }) => inSeconds(jitterMs),
  },
  {
    name: 'last_picture_age_seconds',
    type: 'gauge',
    help: 'Since the last picture.',
    value: ({ lastPictureAgeMs }) => inSeconds(lastPictureAgeMs),
  },
  {
    name: 'dropped_before_key_total',
    type: 'counter',
    help: 'Pictures that came before the first key picture, or after a break.',
    value: ({ droppedBeforeKey }) => droppedBeforeKey,
  },
  { name: 'faults_total', type: 'counter', help: 'Pieces that were no picture.', value: ({ faults }) => faults },
  {
    name: 'reconnects_total',
    type: 'counter',
    help: 'Times that the video link came back.',
    value: ({ reconnects }) => reconnects,
  },
  {
    name: 'telemetry_faults_total',
    type: 'counter',
    help: 'Telemetry messages that could not be read.',
    value: ({ telemetryFaults }) => telemetryFaults,
  },
];

/** Prometheus has no rows for what is not known. */
function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

/** What Prometheus is told of every stream. */
export function streamMetrics(streams: readonly Stream[]): Metric[] {
  const rows = streams.map((stream) => ({ stream, labels: labelsOf(stream), statistics: stream.statistics() }));
  const metrics = COLUMNS.map(({ name, type, help, value }) => ({
    name: PREFIX + name,
    type,
    help,
    samples: rows.flatMap(({ stream, labels, statistics }) => {
      const known = value(statistics, stream);
      return known === undefined ? [] : [{ labels, value: known }];
    }),
  }));
  return [...metrics, deliveryDrops(streams)];
}

function deliveryDrops(streams: readonly Stream[]): Metric {
  const samples = streams.flatMap((stream) =>
    Object.entries(stream.deliveryDrops).map(([cause, value]) => ({ labels: { ...labelsOf(stream), cause }, value })),
  );
  const help = 'Pictures that subscribers did not get because they were too slow, by cause.';
  return { name: `${PREFIX}delivery_drops_total`, type: 'counter', help, samples };
}

function labelsOf({ info: { id, name } }: Stream): Record<string, string> {
  return { stream: id, name };
}
