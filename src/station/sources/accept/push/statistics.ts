import { z } from 'zod';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import type { PushedStream } from './pushed-stream';

/** `GET /h264/stats` as the original answers it (docs/protocols.md 2). */
export const h264StatisticsSchema = z.object({
  active_streams: z.number().int(),
  streams: z.record(
    z.string(),
    z.object({
      bytes_received: z.number().int(),
      /** Of a stream that the station decodes, or did: the pictures that came out of the decoder; else those accepted. */
      frames_decoded: z.number().int(),
      /** Seconds; −1 before the first. */
      last_frame_age: z.number(),
      errors: z.number().int(),
      codec_name: z.literal('h264'),
      /** `NONE` where nothing was decoded. */
      thread_type: z.enum(['NONE', 'SINGLE']),
    }),
  ),
});
type H264Statistics = z.infer<typeof h264StatisticsSchema>;

/**
 * @param streams those whose producers are connected
 * @param decodedOf pictures of a stream that were decoded; `undefined` where none ever was
 */
export function h264Statistics(
  streams: readonly PushedStream[],
  decodedOf: (stream: Stream) => number | undefined,
): H264Statistics {
  const entries = streams.map(({ stream, bytesReceived }) => {
    const { pictures, faults } = stream.statistics();
    const { lastPictureUs } = stream;
    const decoded = decodedOf(stream);
    const entry = {
      bytes_received: bytesReceived,
      frames_decoded: decoded ?? pictures,
      last_frame_age: lastPictureUs === undefined ? -1 : Math.round((nowUs() - lastPictureUs) / 1000) / 1000,
      errors: faults,
      codec_name: 'h264' as const,
      thread_type: decoded === undefined ? ('NONE' as const) : ('SINGLE' as const),
    };
    return [stream.info.id, entry] as const;
  });
  return { active_streams: entries.length, streams: Object.fromEntries(entries) };
}

/** One line for the log about all producers; `undefined` where there are none. */
export function progressLine(streams: readonly PushedStream[]): string | undefined {
  if (streams.length === 0) return undefined;
  const all = streams.map(({ stream }) => stream.statistics());
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  const rate = `${sum((one) => one.picturesPerSecond).toFixed(1)} pictures/s`;
  const bits = `${(sum((one) => one.bitsPerSecond) / 1e6).toFixed(1)} Mbit/s`;
  return `push: ${all.length} producers, ${rate}, ${bits}, ${sum((one) => one.pictures)} pictures, ${sum((one) => one.faults)} errors`;
}
