import { z } from 'zod';
import { recordingInfoSchema } from '#core/recording/info';

/** The library of recordings, as a viewer sees and changes it. What may be changed, only an administrator changes. */

/**
 * Recordings that one message tells of: whatever their names, they fit into one. A viewer asks for as many pages as its
 * person has scrolled through.
 */
export const PAGE_LENGTH = 32;
/** More than a library keeps in mind. */
export const MAX_PAGES = 640;

/** What a list can be sorted by; equals come newest first. */
export const LIBRARY_COLUMNS = ['name', 'stream', 'start', 'length', 'size'] as const;
export type LibraryColumn = (typeof LIBRARY_COLUMNS)[number];

const wallUsSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** Which recordings a viewer wants to see, in which order, and how far down it has looked. */
export const libraryQuerySchema = z.object({
  /** Of its name, stream or file, in any order; none is in everything. */
  words: z.string().max(100),
  /** Only what was recorded at this time or later, and before `toUs`: µs since 1970 (UTC). */
  fromUs: wallUsSchema.optional(),
  toUs: wallUsSchema.optional(),
  sortBy: z.enum(LIBRARY_COLUMNS),
  descending: z.boolean(),
  pages: z.number().int().min(1).max(MAX_PAGES),
});
export type LibraryQuery = z.infer<typeof libraryQuerySchema>;

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
    /** Places that somebody marked in it. */
    marks: z.number().int().min(0),
    /** Why it ended, if it was not asked for. */
    ended: z.string().max(100).optional(),
    /** Another program made it: it is played, and left as it is. */
    isOutside: z.literal(true).optional(),
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
  /** Its person sits at the station, and may open any file there. */
  canOpen: z.boolean(),
  /** The number of the question that is answered: an answer to the one before may still be on its way. */
  request: z.number().int().min(0),
  /** Where in the list `recordings` begins. The other pages are as they were told. */
  first: z.number().int().min(0),
  /** One page of those that were found, in the order that was asked for. */
  recordings: z.array(libraryRecordingSchema).max(PAGE_LENGTH),
  /** How many were found, and how large they are together. */
  found: z.number().int().min(0),
  foundBytes: z.number().min(0),
  /** How many there are, and how large they are together. */
  total: z.number().int().min(0),
  totalBytes: z.number().min(0),
  /** Those whose deletion can still be taken back. */
  deleted: z.array(z.object({ id: idSchema, name: z.string().max(300) })).max(20),
});
export type LibraryState = z.infer<typeof libraryStateSchema>;

/** What a viewer asks of the library. */
export const libraryAskSchema = z.discriminatedUnion('ask', [
  /**
   * Be told of these recordings, at once and when they change; instead of those asked for before. The same `request` with more
   * pages is told what it has not been told yet.
   */
  z.object({ ask: z.literal('watch'), request: z.number().int().min(0), ...libraryQuerySchema.shape }),
  z.object({ ask: z.literal('leave') }),
  z.object({ ask: z.literal('rename'), id: idSchema, title: z.string().trim().min(1).max(200) }),
  /** A pinned one is never deleted by the quota. */
  z.object({ ask: z.literal('pin'), id: idSchema, pinned: z.boolean() }),
  /** Delete it with what lies beside it, in half a minute. */
  z.object({ ask: z.literal('delete'), id: idSchema }),
  z.object({ ask: z.literal('restore'), id: idSchema }),
  /** Show its file in the folder, at the station's own screen. */
  z.object({ ask: z.literal('show'), id: idSchema }),
  /** Play it: it becomes a stream of this viewer's, which `opened` names, until it is closed. */
  z.object({ ask: z.literal('play'), id: idSchema }),
  /** Let go of a recording that is played. */
  z.object({ ask: z.literal('close'), stream: z.string().min(1).max(2000) }),
  /** Have the person at the station's own screen choose files of its disk, and play them. */
  z.object({ ask: z.literal('open-file') }),
]);
export type LibraryAsk = z.infer<typeof libraryAskSchema>;
