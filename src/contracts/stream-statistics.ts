import { z } from 'zod';
import { AUDIO_CODECS } from '#core/media/audio-chunk';
import { textSchema } from './text';

export const streamStatisticsSchema = z.object({
  /** Bytes off the socket since the stream began. */
  bytes: z.number(),
  /** Pictures since the stream began. */
  pictures: z.number(),
  /** Over the last second. */
  bitsPerSecond: z.number(),
  picturesPerSecond: z.number(),
  /** Bytes that belonged to no picture, and pieces given up: garbage, oversize access units, broken parameter sets. */
  faults: z.number(),
  reconnects: z.number(),
  /** Telemetry messages that could not be read. */
  telemetryFaults: z.number(),
  /** Pictures in the last whole group; absent until there was one. */
  groupLength: z.number().optional(),
  /** Unevenness of arrival in ms (RFC 3550, 6.4.1); absent until there are pictures to compare. */
  jitterMs: z.number().optional(),
  /** Since the last picture arrived, shown or not, in ms. */
  lastPictureAgeMs: z.number().optional(),
  /** Since the video link opened, in ms; absent while it is not open. */
  uptimeMs: z.number().optional(),
  /** Viewers and other takers of this stream. */
  subscribers: z.number(),
  /** Pictures that no viewer got: they came before a key picture, or between a loss and the next one. */
  droppedBeforeKey: z.number(),
  /** Pictures that no viewer was given, by the kind of fault that held them back; absent where there was no such fault. */
  heldBack: z.record(z.string().max(40), z.number()).optional(),
  /** The encoder's frame_num leaps though nothing is missing: its pictures are shown all the same. */
  countsOtherwise: z.boolean().optional(),
  /** Pictures this viewer did not get because it was too slow. */
  droppedForViewer: z.number(),
  /** The same by cause. */
  viewerDrops: z.object({ overtaken: z.number(), overflow: z.number(), waitingForKey: z.number() }),
  /**
   * Pictures of this connection that were still open when the socket went quiet: `found` ended at once by their own bits;
   * `waited`, by reason, were one picture late, since only the next start code told their end.
   */
  pictureEnds: z.object({ found: z.number(), waited: z.record(z.string().max(100), z.number()) }),
  /**
   * Present where this viewer is given H.264 that the station's ffmpeg makes of the stream, since it does not decode the
   * stream itself: pictures that ffmpeg was too slow for, and how often it died.
   */
  transcoded: z.object({ dropped: z.number(), restarts: z.number() }).optional(),
  /** What the stream's sound is made of; absent where it has none so far. */
  sound: z
    .object({
      codec: z.enum(AUDIO_CODECS),
      sampleRateHz: z.number(),
      channels: z.number(),
      /**
       * Present where this viewer is given PCM that the station's ffmpeg makes of it: packets of which nothing was made, and
       * how often it died.
       */
      decoded: z.object({ dropped: z.number(), restarts: z.number() }).optional(),
      /** Why this viewer cannot be given it, and what to do. */
      problem: textSchema.optional(),
    })
    .optional(),
  /** Profile, level and size as the stream's SPS gives them: `avc1.42c01f 640x480`; empty until known. */
  format: z.string().max(100),
});
export type StreamStatistics = z.infer<typeof streamStatisticsSchema>;
