import { z } from 'zod';
import { CORRECTION_MATRICES, CORRECTION_RANGES } from '#core/colour/correction';
import { SOURCE_KINDS } from '#core/settings/source-table';
import { heardSchema, offersSchema } from './heard';
import { LINK_ROLES, type LinkRole } from './link-state';
import { playbackInfoSchema } from './playback';

/** What a stream comes from: the word for its source, or for what is played. */
const STREAM_KINDS = [...SOURCE_KINDS, 'recording'] as const;

/** See `SourceCapabilities`. */
const capabilitiesSchema = z.object({
  reportsUnwatched: z.literal(true).exactOptional(),
  listens: z.literal(true).exactOptional(),
  hasChannels: z.literal(true).exactOptional(),
});

const hostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[^\s/?#@]+$/);
const portSchema = z.number().int().min(1).max(65535);

/** Where a Raspberry Pi host is reached. */
export const piVehicleSchema = z.object({ host: hostSchema, videoPort: portSchema, telemetryPort: portSchema });
export type PiVehicle = z.infer<typeof piVehicleSchema>;

/** Another station's, with that station's name. */
export const streamIdSchema = z.string().min(1).max(2000);

/** What a person says of the colours of a stream whose camera says something else; what is absent stays as it says. */
export const colourCorrectionSchema = z.object({
  matrix: z.enum(CORRECTION_MATRICES).exactOptional(),
  range: z.enum(CORRECTION_RANGES).exactOptional(),
});

export const streamInfoSchema = z.object({
  /** Names the stream everywhere; stable while it lives. */
  id: streamIdSchema,
  /** Names the stream in picture messages on this link. */
  number: z.number().int().min(0).max(0xffff),
  name: z.string().max(300),
  kind: z.enum(STREAM_KINDS),
  /** What its source can beside giving pictures. */
  can: capabilitiesSchema.optional(),
  /** Where the video comes from, as people write it: `192.168.1.100:8000`; empty where none is to be expected. */
  video: z.string().max(300),
  /** Where the telemetry comes from; empty where none is to be expected. */
  telemetry: z.string().max(300),
  /** Where the sound comes from, where it has a link of its own. */
  sound: z.string().max(300).exactOptional(),
  /** Present where the stream is another station's, shared over a broker: that station's name. */
  origin: z.string().max(100).optional(),
  /**
   * Its capture times keep their distances, but are late by the quickest way from the camera, which cannot be measured: no
   * latency is to be counted from them.
   */
  captureIsRelative: z.literal(true).optional(),
  /** Present where the station fetches the stream: it can be tried again, renamed and removed. Its URL without secrets. */
  source: z.string().max(2000).optional(),
  /** Present where a person put right what the camera says of its colours. */
  colours: colourCorrectionSchema.optional(),
  /** Present where vehicles are told apart by id on its link of telemetry: who is heard, and whose values are shown. */
  heard: heardSchema.exactOptional(),
  /** Present where that vehicle names streams of video. */
  offers: offersSchema.exactOptional(),
  /** Present for a Pi: what the form that asks for a vehicle begins with. */
  vehicle: piVehicleSchema.optional(),
  /** Present where it is no live stream but a recording, which is played: from when to when it lies. */
  playback: playbackInfoSchema.optional(),
});
export type StreamInfo = z.infer<typeof streamInfoSchema>;

/** The links that are to be expected of a stream: those whose place its description names, or video, where it names none. */
export function linkRolesOf(info: Pick<StreamInfo, LinkRole>): readonly LinkRole[] {
  const named = LINK_ROLES.filter((role) => info[role]);
  return named.length > 0 ? named : ['video'];
}
