import { z } from 'zod';
import { recordingInfoSchema } from '#core/recording/info';
import type { TELEMETRY_FORMATS } from '#core/recording/telemetry/formats';
import { MAX_SECONDS_BEFORE, recordingsSchema } from './recording';

/** One recorded file, as the HTTP API and the library tell of it. Times in µs; `startedUs` since 1970 (UTC). */
export const recordingSchema = recordingInfoSchema.omit({ version: true, owner: true }).extend({
  /** Without its folder. */
  file: z.string(),
});
export type Recording = z.infer<typeof recordingSchema>;

/** All recordings, newest first, and what is being recorded now. */
export const recordingListSchema = z.object({ recordings: z.array(recordingSchema), now: recordingsSchema });

export const recordingStartSchema = z.object({
  stream: z.string().min(1).max(2000),
  secondsBefore: z.number().min(0).max(MAX_SECONDS_BEFORE).optional(),
});
export const recordingStopSchema = recordingStartSchema.pick({ stream: true });
export const recordingChangeSchema = z.object({ pinned: z.boolean(), title: z.string().min(1).max(200) }).partial();
/** A deletion can be taken back until then: ms since 1970. */
export const recordingDeletedSchema = z.object({ undoUntilMs: z.number() });

/** Telemetry of a recording: `jsonl` and `tlog` as they were written, or made of the first. */
export const TELEMETRY_TYPES: Readonly<Record<(typeof TELEMETRY_FORMATS)[number] | 'jsonl' | 'tlog', string>> = {
  jsonl: 'application/x-ndjson',
  tlog: 'application/octet-stream',
  csv: 'text/csv; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  ass: 'text/x-ssa; charset=utf-8',
  gpx: 'application/gpx+xml',
  osd: 'application/octet-stream',
};
