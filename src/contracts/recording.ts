import { z } from 'zod';
import { adviceShape } from './text';

/** How the recording of one stream is doing. A stream that is not recorded has none. */
export const recordingStateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('recording'),
    stream: z.string(),
    /** Of the first picture that is recorded, on the station's clock. */
    sinceUs: z.number(),
    /** Of all files since then. */
    bytes: z.number(),
    /** Pictures that a slow disk cost. */
    lost: z.number(),
    /** Of the file that is open, without its folder; absent until the first key picture. */
    file: z.string().max(300).optional(),
    /** An alarm: it carries on another one, which was lost or stopped. */
    notice: z.object(adviceShape).optional(),
  }),
  /** It ended without being asked to: the disk is full, or cannot be written. */
  z.object({ state: z.literal('failed'), stream: z.string(), ...adviceShape }),
]);
export type RecordingState = z.infer<typeof recordingStateSchema>;

/** The disk that recordings are written to. */
const recordingDiskSchema = z.object({
  freeBytes: z.number(),
  /** Until it is full, at the rate of now; absent while nothing is recorded. */
  secondsLeft: z.number().optional(),
});

/** What every viewer is told of recordings: at once when one begins or ends, else every two seconds while there is one. */
export const recordingsSchema = z.object({
  streams: z.array(recordingStateSchema).max(1000),
  disk: recordingDiskSchema.optional(),
});
export type Recordings = z.infer<typeof recordingsSchema>;

/** How far back a recording can begin, in seconds. */
export const MAX_SECONDS_BEFORE = 3600;
