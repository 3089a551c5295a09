import { z } from 'zod';
import { recordingInfoSchema } from '#core/recording/info';

/** The library of recordings, as a viewer sees and changes it. What may be changed, only an administrator changes. */

/** Most recordings that are told at once, the newest: an older one is found by its words. */
export const MOST_LISTED = 300;

const idSchema = recordingInfoSchema.shape.id;

/** One recorded file, as the list has it. Times in µs; `startedUs` since 1970 (UTC). */
const libraryRecordingSchema = recordingInfoSchema
  .pick({ id: true, startedUs: true, durationUs: true, bytes: true, state: true, lost: true, pinned: true })
  .extend({
    /** What people call it: its title, or its file's name. */
    name: z.string().max(300),
    /** Without its folder. */
    file: z.string().max(300),
    stream: z.string().max(300),
    /** Pauses in its pictures. */
    gaps: z.number().int().min(0),
    /** Why it ended, where nobody asked for it. */
    ended: z.string().max(100).optional(),
  });
export type LibraryRecording = z.infer<typeof libraryRecordingSchema>;

export const libraryStateSchema = z.object({
  /** The station has a library at all. */
  isOpen: z.boolean(),
  /** Folder of the recordings, for those who may change them. */
  folder: z.string().max(4000).optional(),
  /** This viewer may rename, pin and delete. */
  mayChange: z.boolean(),
  /** Its person sits at the station: it can show a file in its folder. */
  canShow: z.boolean(),
  /** Newest first, of those that were looked for. */
  recordings: z.array(libraryRecordingSchema).max(MOST_LISTED),
  /** How many were found. */
  found: z.number().int().min(0),
  /** How many there are. */
  total: z.number().int().min(0),
  /** Those whose deletion can still be taken back. */
  deleted: z.array(z.object({ id: idSchema, name: z.string().max(300) })).max(20),
});
export type LibraryState = z.infer<typeof libraryStateSchema>;

/** What a viewer asks of the library. */
export const libraryAskSchema = z.discriminatedUnion('ask', [
  /** Be told of the recordings with these words, at once and when they change; instead of those asked for before. */
  z.object({ ask: z.literal('watch'), words: z.string().max(100) }),
  z.object({ ask: z.literal('leave') }),
  z.object({ ask: z.literal('rename'), id: idSchema, title: z.string().trim().min(1).max(200) }),
  /** A pinned one is never deleted by the quota. */
  z.object({ ask: z.literal('pin'), id: idSchema, pinned: z.boolean() }),
  /** Delete it with what lies beside it, in half a minute. */
  z.object({ ask: z.literal('delete'), id: idSchema }),
  z.object({ ask: z.literal('restore'), id: idSchema }),
  /** Show its file in the folder, at the station's own screen. */
  z.object({ ask: z.literal('show'), id: idSchema }),
]);
export type LibraryAsk = z.infer<typeof libraryAskSchema>;
