import { z } from 'zod';
import { exportOutputSchema, MAX_ANIMATION_US } from '#core/exports/output';
import { recordingInfoSchema } from '#core/recording/info';
import { english } from '#core/texts/english';
import { adviceShape } from './text';

/**
 * Clips that are taken out of recordings, and of what can be rewound. The station makes them one after the other, whether
 * anybody watches or not. All times in µs on the wall's clock (UTC since 1970), which is the timeline's.
 *
 * A file that is done is fetched with `GET /api/exports/{id}/file`.
 */
const wallUsSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** Most jobs that are kept in the list; the oldest that has ended goes first. */
export const MAX_EXPORTS = 50;
/** Longest clip: a day. */
const MAX_CLIP_US = 86_400e6;

const exportSourceSchema = z.discriminatedUnion('from', [
  /** A recording of the library. */
  z.object({ from: z.literal('recording'), id: recordingInfoSchema.shape.id }),
  /** What the timeline of a stream shows: its rewind buffer, or the recording that is played. */
  z.object({ from: z.literal('stream'), stream: z.string().min(1).max(2000) }),
]);

/** What somebody wants to have. */
export const exportSpecSchema = z
  .object({
    source: exportSourceSchema,
    /** The first picture is the one that is seen at this time … */
    fromUs: wallUsSchema,
    /** … and the last the one that is seen at this. */
    toUs: wallUsSchema,
    output: exportOutputSchema,
    /** The file's name without extension; absent: by stream and time. One that is taken is numbered. */
    name: z.string().trim().min(1).max(100).optional(),
    /** Chosen by who asks: its job bears it, so that it is known among others'. */
    request: z.string().max(40).optional(),
  })
  .refine(({ fromUs, toUs }) => fromUs < toUs && toUs - fromUs <= MAX_CLIP_US, english('export.order'))
  .refine(
    ({ output: { kind }, fromUs, toUs }) => (kind !== 'gif' && kind !== 'webp') || toUs - fromUs <= MAX_ANIMATION_US,
    english('export.animation'),
  );
export type ExportSpec = z.infer<typeof exportSpecSchema>;

const jobStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued') }),
  z.object({
    state: z.literal('running'),
    /** 0..1. */
    progress: z.number().min(0).max(1),
    /** Absent until it can be told. */
    secondsLeft: z.number().min(0).optional(),
    /** Of the file so far. */
    bytes: z.number().min(0),
  }),
  z.object({
    state: z.literal('done'),
    /** Without its folder. */
    file: z.string().max(300),
    bytes: z.number().min(0),
  }),
  z.object({ state: z.literal('failed'), ...adviceShape }),
  z.object({ state: z.literal('cancelled') }),
]);

/** One clip that is being made, was made, or could not be made. */
export const exportJobSchema = z.object({
  id: z.uuid(),
  request: z.string().max(40).optional(),
  /** What people call it: its file's name without extension. */
  name: z.string().max(300),
  /** The name of the stream that it is taken from. */
  stream: z.string().max(300),
  fromUs: wallUsSchema,
  toUs: wallUsSchema,
  output: exportOutputSchema,
  /** When it was asked for. */
  askedUs: wallUsSchema,
  now: jobStateSchema,
});
export type ExportJob = z.infer<typeof exportJobSchema>;

/** What the HTTP API tells of all. */
export const exportListSchema = z.object({
  canReencode: z.boolean(),
  /** Newest first. */
  jobs: z.array(exportJobSchema).max(MAX_EXPORTS),
});

export const exportsStateSchema = z.object({
  /** The station makes clips at all. */
  isOpen: z.boolean(),
  /** It has an ffmpeg. Without one it makes lossless clips alone; a viewer can make the others itself. */
  canReencode: z.boolean(),
  /** This viewer may start, cancel and remove. */
  mayChange: z.boolean(),
  /** Its person sits at the station: it can show a file in its folder. */
  canShow: z.boolean(),
  /** Where files go, for those who may start. */
  folder: z.string().max(4000).optional(),
  /** Newest first. */
  jobs: z.array(exportJobSchema).max(MAX_EXPORTS),
});
export type ExportsState = z.infer<typeof exportsStateSchema>;

/** What a viewer asks. */
export const exportAskSchema = z.discriminatedUnion('ask', [
  /** Be told of all clips, at once and when they change; while one is made, twice a second. */
  z.object({ ask: z.literal('watch') }),
  z.object({ ask: z.literal('leave') }),
  z.object({ ask: z.literal('start'), spec: exportSpecSchema }),
  /** One that waits or is being made; nothing of it stays on the disk. */
  z.object({ ask: z.literal('cancel'), id: z.uuid() }),
  /** Take one that has ended off the list. */
  z.object({ ask: z.literal('remove'), id: z.uuid(), withFile: z.boolean() }),
  /** Show its file in the folder, at the station's own screen. */
  z.object({ ask: z.literal('show'), id: z.uuid() }),
]);
export type ExportAsk = z.infer<typeof exportAskSchema>;
