import { z } from 'zod';
import { type AccessUnit, isEntry, PICTURE_CODECS } from '#core/media/access-unit';
import { AUDIO_CODECS, type AudioChunk } from '#core/media/audio-chunk';
import { type LinkRole, linkFailureSchema, telemetrySchema } from './link';
import { streamInfoSchema } from './stream-info';

/**
 * What stations say to each other over RabbitMQ. JSON bodies of content type `application/json` for all but pictures, whose
 * body is the access unit and nothing else. docs/protocols.md 9.
 */
export const BROKER_VERSION = 1;

/** Fanout; stations of all versions talk here, so that they can say that they do not understand each other. */
export const ANNOUNCE_EXCHANGE = 'groundglass.announce';
/** Direct; a stream's routing key is the `key` of its announcement. */
export const MEDIA_EXCHANGE = `groundglass.v${BROKER_VERSION}.media`;
/** The queue of requests to a station. It is exclusive: no two stations have one name. */
export const requestQueue = (station: string) => `groundglass.v${BROKER_VERSION}.station.${station}`;

/** How often a station says that it is there. */
export const ANNOUNCE_MS = 2000;
/** Without a word for so long, it is not. */
export const STATION_EXPIRY_MS = 7000;
/** How often one who watches says so. */
export const WATCH_MS = 2000;
/** A watch that was not renewed for so long is over. */
export const WATCH_EXPIRY_MS = 7000;

/** A stream's id is its own at its station; elsewhere it is this. */
export const remoteId = (station: string, id: string) => `station://${station}/${id}`;

const key = z.string().min(1).max(200);

/** What is told of a stream, as it is at its station. */
const announcedStreamSchema = streamInfoSchema
  .pick({ name: true, kind: true, can: true, video: true, telemetry: true, sound: true, captureIsRelative: true })
  .extend({ id: z.string().min(1).max(1900), key });
export type AnnouncedStream = z.infer<typeof announcedStreamSchema>;

/** To the announce exchange. Fields that a version does not know are left alone. */
export const announcementSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('station'),
    version: z.literal(BROKER_VERSION),
    station: z.string().min(1).max(100),
    streams: z.array(announcedStreamSchema).max(1000),
  }),
  /** One who has come asks all others to announce themselves now. */
  z.object({ type: z.literal('hello'), version: z.literal(BROKER_VERSION), station: z.string().min(1).max(100) }),
  z.object({ type: z.literal('bye'), version: z.literal(BROKER_VERSION), station: z.string().min(1).max(100) }),
]);
export type Announcement = z.infer<typeof announcementSchema>;

/** What is understood of an announcement in any version. */
export const anyAnnouncementSchema = z.object({ version: z.number().int(), station: z.string().min(1).max(100) });

/** To a station's request queue. */
export const requestSchema = z.discriminatedUnion('type', [
  /** Begins or renews a watch. Live pictures come through the media exchange; the answer, to `queue` alone. */
  z.object({
    type: z.literal('watch'),
    key,
    queue: z.string().min(1).max(200),
    /** Send the pictures since the last key picture, to `queue` alone. */
    join: z.boolean(),
    /** The asker's clock, for the answer. */
    askedUs: z.number(),
  }),
  z.object({ type: z.literal('unwatch'), key, queue: z.string().min(1).max(200) }),
]);
export type Request = z.infer<typeof requestSchema>;

/** A link's state with ages in place of times: two stations have no clock in common. */
const sharedStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), failure: linkFailureSchema.optional() }),
  /** `dataAgeUs` is absent until something came. */
  z.object({ state: z.literal('open'), ageUs: z.number(), dataAgeUs: z.number().optional() }),
  z.object({ state: z.literal('failed'), failure: linkFailureSchema, retryInUs: z.number() }),
  z.object({ state: z.literal('stopped') }),
]);
export type SharedState = z.infer<typeof sharedStateSchema>;
/** As `StreamLinks`. */
export type SharedLinks = Readonly<Partial<Record<LinkRole, SharedState>>>;

const stateShape = {
  /** As `links`, `stopped` where there is none: stations of an earlier version know these two alone. */
  video: sharedStateSchema,
  telemetry: sharedStateSchema,
  /** The links that the stream has; absent from stations that know of two alone. */
  links: z
    .object({
      video: sharedStateSchema.exactOptional(),
      telemetry: sharedStateSchema.exactOptional(),
      sound: sharedStateSchema.exactOptional(),
    } satisfies Record<LinkRole, z.ZodType>)
    .exactOptional(),
  format: z.string().max(100),
};

/** To one who watches, besides pictures. */
export const watchMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), askedUs: z.number(), answeredUs: z.number(), ...stateShape }),
  z.object({ type: z.literal('state'), ...stateShape }),
  z.object({ type: z.literal('telemetry'), values: telemetrySchema }),
  /** The station has no such stream any more. */
  z.object({ type: z.literal('gone') }),
]);
export type WatchMessage = z.infer<typeof watchMessageSchema>;

/** AMQP `type` of a picture's message. */
export const PICTURE_TYPE = 'picture';

/** AMQP headers of a picture; times are µs on the origin's clock. */
const pictureHeadersSchema = z.object({
  /** One more for each picture of the stream: a gap is a loss. */
  seq: z.number().int().nonnegative(),
  key: z.boolean(),
  /** Decoding may begin at it, though it is no key picture: it says itself how. */
  entry: z.boolean().optional(),
  /** Pictures before it were lost. */
  afterLoss: z.boolean().optional(),
  codec: z.enum(PICTURE_CODECS),
  receive: z.number(),
  capture: z.number().optional(),
});
export type PictureHeaders = z.infer<typeof pictureHeadersSchema>;

export function pictureHeaders(unit: AccessUnit, seq: number): PictureHeaders {
  const { key, codec = 'h264', receiveUs, captureUs, afterLoss } = unit;
  const entry = !key && isEntry(unit);
  return {
    seq,
    key,
    codec,
    receive: receiveUs,
    ...(entry && { entry }),
    ...(afterLoss && { afterLoss }),
    ...(captureUs !== undefined && { capture: captureUs }),
  };
}

/** @returns `undefined` for anything that is none */
export function readPictureHeaders(headers: unknown): PictureHeaders | undefined {
  const read = pictureHeadersSchema.safeParse(headers);
  return read.success ? read.data : undefined;
}

/** AMQP `type` of a piece of sound. */
export const AUDIO_TYPE = 'audio';

/** AMQP headers of a piece of sound; times as a picture's. */
const audioHeadersSchema = z.object({
  codec: z.enum(AUDIO_CODECS),
  rate: z.number().int().positive().max(1_000_000),
  channels: z.number().int().positive().max(64),
  /** What a decoder needs before the first piece, as hexadecimal digits. */
  description: z
    .string()
    .max(2000)
    .regex(/^([0-9a-f]{2})*$/)
    .optional(),
  capture: z.number().optional(),
});
export type AudioHeaders = z.infer<typeof audioHeadersSchema>;

export function audioHeaders({ codec, sampleRateHz, channels, description, captureUs }: AudioChunk): AudioHeaders {
  const hex = description && Array.from(description, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    codec,
    rate: sampleRateHz,
    channels,
    ...(hex !== undefined && { description: hex }),
    ...(captureUs !== undefined && { capture: captureUs }),
  };
}

/** @returns `undefined` for anything that is none */
export function readAudioHeaders(headers: unknown): AudioHeaders | undefined {
  const read = audioHeadersSchema.safeParse(headers);
  return read.success ? read.data : undefined;
}
