import { z } from 'zod';
import { MAX_PLOT_KEY_LENGTH } from '#core/telemetry/plots/plot-key';
import { textSchema } from './text';

/**
 * Looking back: what a viewer asks of a stream that can be played again, and what the station says of it. Rewinding what is
 * live, a recording and a device's own memory are asked in the same words. All times in µs on the wall's clock (UTC since
 * 1970).
 */
const wallUsSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** Most gaps and marks that are told: the newest. */
export const MAX_GAPS = 200;
export const MAX_MARKS = 200;
/** Points of a track: a plot is not wider. */
export const MAX_TRACK_POINTS = 600;

/** From when to when a stream that is no live one lies: a recording. */
export const playbackInfoSchema = z.object({ beginUs: wallUsSchema, endUs: wallUsSchema });
export type PlaybackInfo = z.infer<typeof playbackInfoSchema>;

/** No picture from one time to another. `link`: none came. `loss`: the buffer or its disk did not keep up. */
const playbackGapSchema = z.object({
  fromUs: wallUsSchema,
  toUs: wallUsSchema,
  cause: z.enum(['link', 'loss']),
});
export type PlaybackGap = z.infer<typeof playbackGapSchema>;

/** A place that somebody wanted to find again. */
const playbackMarkSchema = z.object({ atUs: wallUsSchema, label: z.string().max(100).optional() });
export type PlaybackMark = z.infer<typeof playbackMarkSchema>;

/** What the station says of a stream's past: once a second, and at once when it was asked for something. */
export const playbackStateSchema = z.object({
  /** Absent while there is nothing to play. */
  range: playbackInfoSchema.optional(),
  /** Whether pictures still come at its end. */
  isGrowing: z.boolean(),
  /**
   * Its pictures are decoded in another order than they are shown, so each question but one for another rate needs a run of
   * its own, and `fromUs`.
   */
  reorders: z.literal(true).optional(),
  /** What the log is moved by that its telemetry is read from, in µs; absent where none can be moved. */
  telemetryShiftUs: z.number().optional(),
  /** Why nothing is kept; absent while it is. */
  off: textSchema.optional(),
  gaps: z.array(playbackGapSchema).max(MAX_GAPS),
  marks: z.array(playbackMarkSchema).max(MAX_MARKS),
  /** Absent while this viewer sees the stream live. */
  playing: z
    .object({
      run: z.number().int(),
      /** Of the picture that was sent last. */
      positionUs: wallUsSchema,
      /** 0: paused. */
      rate: z.number(),
      /** The last picture there is was sent. */
      isAtEnd: z.boolean(),
    })
    .optional(),
});
export type PlaybackState = z.infer<typeof playbackStateSchema>;

/** The log of telemetry under a film is moved by no more than a day, either way. */
export const MAX_TELEMETRY_SHIFT_US = 86_400e6;

/** One point of the plot below the timeline. */
const trackPointSchema = z.object({
  timeUs: wallUsSchema,
  altitudeM: z.number().optional(),
  groundSpeedMps: z.number().optional(),
  /** For the map; both or neither. */
  latitudeDeg: z.number().min(-90).max(90).optional(),
  longitudeDeg: z.number().min(-180).max(180).optional(),
});
export type TrackPoint = z.infer<typeof trackPointSchema>;
export const trackSchema = z.array(trackPointSchema).max(MAX_TRACK_POINTS);

/** Numbers whose values of the past are asked for at once, and how many values of each. */
export const MAX_PAST_KEYS = 8;
export const MAX_PAST_VALUES = 700;

/** Viewer → station: values of a stream's past, at even distances, for a plot. */
export const pastValuesShape = {
  /** Chosen by who asks; the answer bears it. */
  request: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** See `PlotKey`. */
  keys: z.array(z.string().max(MAX_PLOT_KEY_LENGTH)).max(MAX_PAST_KEYS),
  fromUs: wallUsSchema,
  toUs: wallUsSchema,
  /** How many, from the first time to the last. */
  count: z.number().int().min(2).max(MAX_PAST_VALUES),
} as const;
const pastValuesSchema = z.object(pastValuesShape);
export type PastValuesRequest = z.infer<typeof pastValuesSchema>;

/** When values came, and what they were, in the order of the keys; `null` is unknown. Oldest first. */
const pastRowSchema = z.object({
  timeUs: wallUsSchema,
  values: z.array(z.number().nullable()).max(MAX_PAST_KEYS),
});
export type PastRow = z.infer<typeof pastRowSchema>;
export const pastRowsSchema = z.array(pastRowSchema).max(MAX_PAST_VALUES);

/** Names what a viewer asked for; pictures and telemetry that it led to bear it. 0 is live. */
export const runSchema = z.number().int().min(1).max(0xffff);

/**
 * Viewer → station: show a subscribed stream from a time on, instead of what is live. Its pictures come through the same
 * subscription with their own times.
 *
 * The `run` of before goes on from where it is: another rate, pause, the next picture. A new one begins with a key picture
 * and needs `fromUs` or `step`.
 */
export const playShape = {
  run: runSchema,
  /** Absent: from where it is. */
  fromUs: wallUsSchema.optional(),
  /** 0: paused. */
  rate: z.union([z.literal(0), z.number().min(0.25).max(8)]),
  /** With rate 0: so many pictures from where it is. */
  step: z.union([z.literal(1), z.literal(-1)]).optional(),
  /** Key pictures alone: the viewer cannot decode all at this rate. */
  keysOnly: z.boolean().optional(),
  /** Others are played in step with it: where it has no pictures, it waits for as long as they do. */
  inStep: z.boolean().optional(),
} as const;
const playSchema = z.object(playShape);
export type PlayRequest = z.infer<typeof playSchema>;
