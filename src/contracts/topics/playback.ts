import { z } from 'zod';
import {
  MAX_TELEMETRY_SHIFT_US,
  pastRowsSchema,
  pastValuesShape,
  playbackStateSchema,
  playShape,
  trackSchema,
} from '../playback';
import { streamIdSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** The past of streams that are subscribed to; see `../playback.ts`. */
export const playbackTopic = defineTopic({
  name: 'playback',
  asks: [
    /** Show a subscribed stream's past. */
    z.object({ type: z.literal('play'), stream: streamIdSchema, ...playShape }),
    /** Show a subscribed stream as it is now, from a key picture on. */
    z.object({ type: z.literal('live'), stream: streamIdSchema }),
    /** Move the log that a film's telemetry is read from, by so much from where it is: more is later. For all who play it. */
    z.object({
      type: z.literal('shift-telemetry'),
      stream: streamIdSchema,
      byUs: z.number().min(-MAX_TELEMETRY_SHIFT_US).max(MAX_TELEMETRY_SHIFT_US),
    }),
    /** The telemetry of what can be played, for a plot. */
    z.object({ type: z.literal('track'), stream: streamIdSchema }),
    /** Any numbers of what can be played, from one time to another. A newer question takes the place of one that is not answered. */
    z.object({ type: z.literal('past-values'), stream: streamIdSchema, ...pastValuesShape }),
  ],
  tells: [
    z.object({ type: z.literal('playback'), stream: z.string(), playback: playbackStateSchema }),
    /** Answers `track`. */
    z.object({ type: z.literal('track'), stream: z.string(), points: trackSchema }),
    /** Answers `past-values`. */
    z.object({
      type: z.literal('past-values'),
      stream: z.string(),
      request: pastValuesShape.request,
      keys: pastValuesShape.keys,
      rows: pastRowsSchema,
    }),
  ],
});
