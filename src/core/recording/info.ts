import { z } from 'zod';

/** Most gaps that are written down; a link that flaps for a night makes more than anybody reads. */
export const MAX_GAPS = 1000;

/** No picture between two times of a recording, in µs from its beginning. `loss`: the disk was too slow. */
const gapSchema = z.object({
  fromUs: z.number().min(0),
  toUs: z.number().min(0),
  cause: z.enum(['link', 'loss']),
});
export type RecordingGap = z.infer<typeof gapSchema>;

/** Most marks of one file. */
export const MAX_RECORDING_MARKS = 1000;

/** A moment that somebody wanted to find again, in µs from the recording's beginning. */
const markSchema = z.object({ atUs: z.number().min(0), text: z.string().max(300).optional() });

/**
 * What is known of one recorded file. It lies beside it as `NAME.json`, written when the file is begun, when somebody pins or
 * renames it, and when it ends.
 */
export const recordingInfoSchema = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f-]{8,40}$/),
  /** Of the files that one start made: the same for all of them. */
  session: z.string().max(60),
  stream: z.object({ id: z.string().max(2000), name: z.string().max(300) }),
  /** What people call it; absent: by its file's name. */
  title: z.string().max(200).optional(),
  /** The wall's clock at the first picture, in µs since 1970 (UTC). */
  startedUs: z.number(),
  /** `recovered`: the program or the machine ended in the middle, and the file was put right at the next start. */
  state: z.enum(['recording', 'finished', 'recovered']),
  /** Why it ended, if it was not asked for: `disk-full`, `format`, `segment`, … */
  ended: z.string().max(100).optional(),
  /** Absent where it has no pictures: a log of telemetry alone. */
  codec: z.enum(['h264', 'h265', 'jpeg']).optional(),
  width: z.number(),
  height: z.number(),
  audio: z.string().max(20).optional(),
  durationUs: z.number().min(0),
  bytes: z.number().min(0),
  /** Of the `.jsonl` beside it. */
  telemetryBytes: z.number().min(0).optional(),
  /** Of the `.tlog` beside it, which holds the packets of the vehicle's link as they came; absent where there is none. */
  tlogBytes: z.number().min(0).optional(),
  /** Packets that a slow or full disk cost; absent where it cost none. */
  tlogLost: z.number().min(0).optional(),
  pictures: z.number().min(0),
  /** Pictures that a slow disk cost. */
  lost: z.number().min(0),
  gaps: z.array(gapSchema).max(MAX_GAPS),
  /** In their order; absent if there are none. */
  marks: z.array(markSchema).max(MAX_RECORDING_MARKS).optional(),
  pinned: z.boolean(),
  /** The process that writes it. */
  owner: z.object({ pid: z.number(), host: z.string().max(300), run: z.string().max(100).optional() }).optional(),
});
export type RecordingInfo = z.infer<typeof recordingInfoSchema>;
