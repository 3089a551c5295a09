import { z } from 'zod';

/** How the recording of one stream is doing. A stream that nobody records has none. */
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
  }),
  /** It ended and nobody asked for that: the disk is full, or cannot be written. */
  z.object({ state: z.literal('failed'), stream: z.string(), message: z.string().max(500), tip: z.string().max(500) }),
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
export const MOST_SECONDS_BEFORE = 3600;
