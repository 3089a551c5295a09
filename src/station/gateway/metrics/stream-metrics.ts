import type { StreamStatistics } from '#contracts/link';
import type { Stream } from '../../hub/stream';
import type { Metric } from './exposition';

interface Column extends Pick<Metric, 'name' | 'type' | 'help'> {
  value(statistics: StreamStatistics, stream: Stream): number;
}

const PREFIX = 'groundglass_stream_';

const COLUMNS: readonly Column[] = [
  {
    name: 'up',
    type: 'gauge',
    help: '1 while pictures can be shown.',
    value: (_, { video }) => (video.state === 'open' && video.waitingFor === undefined ? 1 : 0),
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

/** What Prometheus is told of every stream. */
export function streamMetrics(streams: readonly Stream[]): Metric[] {
  const rows = streams.map((stream) => ({ stream, statistics: stream.statistics() }));
  return COLUMNS.map(({ name, type, help, value }) => ({
    name: PREFIX + name,
    type,
    help,
    samples: rows.map(({ stream, statistics }) => ({
      labels: { stream: stream.info.id, name: stream.info.name },
      value: value(statistics, stream),
    })),
  }));
}
