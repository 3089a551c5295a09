import { z } from 'zod';

/** A dash cam's vehicle, as the list of vehicles has it. */
export const vehicleSchema = z.object({
  /** The terminal's number, with zeros in front up to 12 digits. */
  sim: z.string().max(20),
  /** As it registered; empty where it did not say. */
  plate: z.string().max(60),
  model: z.string().max(130),
  online: z.boolean(),
  /** When it came or went last, in ms since 1970. */
  sinceMs: z.number(),
  /** When it last reported where it is, in ms since 1970; what it did not say is absent. */
  reportedMs: z.number().optional(),
  latitudeDeg: z.number().optional(),
  longitudeDeg: z.number().optional(),
  altitudeM: z.number().optional(),
  groundSpeedMps: z.number().optional(),
  headingDeg: z.number().optional(),
  /** Names of those that are on. */
  alarms: z.array(z.string().max(64)).max(64),
  channels: z
    .array(
      z.object({
        channel: z.number().int(),
        /** Id of its stream. */
        stream: z.string().max(300),
        /** Pictures come at this moment. */
        streaming: z.boolean(),
        /** Id of the stream of what it plays back, while it does. */
        playback: z.string().max(300).optional(),
      }),
    )
    .max(16),
});
export type Vehicle = z.infer<typeof vehicleSchema>;

/** A recording in a camera's own storage. */
export const recordingSchema = z.object({
  channel: z.number().int(),
  /** ms since 1970. */
  fromMs: z.number(),
  toMs: z.number(),
  bytes: z.number(),
  media: z.enum(['audio and video', 'audio', 'video']),
  stream: z.enum(['main', 'sub']),
});
export type VehicleRecording = z.infer<typeof recordingSchema>;
