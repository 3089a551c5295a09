import { z } from 'zod';
import { AUDIO_CODECS, LATER_SOUND } from '#core/media/audio-chunk';
import { GIVEN_PICTURES } from '#core/media/picture-choice';
import { isStreamName } from '#core/settings/source-url';
import type { Telemetry } from '#core/telemetry/telemetry';
import { exportAskSchema, exportsStateSchema } from './exports';
import { keyPictureAskShape, noKeyPictureShape } from './key-picture';
import { libraryAskSchema, libraryStateSchema } from './library';
import { phonesSchema } from './phones';
import { playbackInfoSchema, playbackStateSchema, playShape, runSchema, trackSchema } from './playback';
import { MOST_SECONDS_BEFORE, recordingsSchema } from './recording';
import { INVITED_ROLES, invitationSchema, servingStateSchema, servingWishSchema } from './serving';
import { cameraRecordingsSchema, fleetAskSchema, fleetSchema } from './vehicles';

/**
 * The messages between a station and a viewer, the same over a MessagePort (Electron) and a WebSocket (browser). JSON text
 * for all but pictures, which are binary (`picture.ts`). Both ends validate what they receive; a message that does not
 * fit is dropped and counted, and never ends the link.
 */
export const LINK_VERSION = 1;

/** Streams that are marked at once: as many as a viewer may take. */
const MOST_MARKED = 32;

/** Why a socket is not connected. */
export const linkFailureSchema = z.object({
  cause: z.enum(['refused', 'unreachable', 'not-found', 'timed-out', 'closed', 'silent', 'protocol', 'error']),
  /** For people who look closer: `ECONNREFUSED 192.168.1.100:8000`. */
  detail: z.string().max(300),
  /** Whether the connection that ended carried anything. */
  everData: z.boolean(),
});
export type LinkFailure = z.infer<typeof linkFailureSchema>;

/** What a video socket that gives bytes does not give yet. */
const waitingForSchema = z.enum(['picture', 'parameter-sets', 'key-picture', 'transcoder']);
export type WaitingFor = z.infer<typeof waitingForSchema>;

/** How the socket that carries video, or the one that carries telemetry, is doing. Times are on the station's clock. */
const linkStateSchema = z.discriminatedUnion('state', [
  /** An attempt is under way: the first, or one after `failure`. */
  z.object({ state: z.literal('connecting'), failure: linkFailureSchema.optional() }),
  /** Connected since `sinceUs`; `lastDataUs` is absent until something came. */
  z.object({
    state: z.literal('open'),
    sinceUs: z.number(),
    lastDataUs: z.number().optional(),
    waitingFor: waitingForSchema.optional(),
  }),
  /** Not connected; the next attempt starts at `retryAtUs`. */
  z.object({ state: z.literal('failed'), failure: linkFailureSchema, retryAtUs: z.number() }),
  /** Ended by a person; of a source that is fetched only while somebody watches: nobody does. */
  z.object({ state: z.literal('stopped') }),
]);
export type LinkState = z.infer<typeof linkStateSchema>;

const vector3Schema = z.object({ x: z.number(), y: z.number(), z: z.number() });

export const telemetrySchema = z
  .object({
    rollDeg: z.number(),
    pitchDeg: z.number(),
    yawDeg: z.number(),
    headingDeg: z.number(),
    latitudeDeg: z.number(),
    longitudeDeg: z.number(),
    altitudeM: z.number(),
    groundSpeedMps: z.number(),
    airspeedMps: z.number(),
    climbRateMps: z.number(),
    throttlePercent: z.number(),
    satellites: z.number(),
    fixType: z.number(),
    hdop: z.number(),
    vdop: z.number(),
    batteryV: z.number(),
    batteryA: z.number(),
    batteryPercent: z.number(),
    accelMps2: vector3Schema,
    gyroRadps: vector3Schema,
    rcChannelsUs: z.array(z.number()).max(32).readonly(),
    cpuTempC: z.number(),
    cpuPercent: z.number(),
    armed: z.boolean(),
    alarms: z.array(z.string().max(64)).max(64).readonly(),
    blendShapes: z.record(z.string().max(100), z.number()),
    faceTracking: z.enum(['normal', 'limited', 'notTracking', 'unknown']),
    joints: z.array(vector3Schema.extend({ name: z.string().max(100) })).max(128),
    custom: z.record(z.string().max(202), z.number()),
    hostTimeUs: z.number(),
  })
  .partial()
  // JSON has no `undefined`: a key that is there has a value.
  .transform((values) => values as Telemetry);

/** What a stream comes from: the word for its source. */
export const STREAM_KINDS = ['pi', 'push', 'jt1078', 'remote-camera', 'jpeg', 'rtp', 'recording'] as const;

const hostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[^\s/?#@]+$/);
const portSchema = z.number().int().min(1).max(65535);

/** Where a Raspberry Pi host is reached. */
const piVehicleSchema = z.object({ host: hostSchema, videoPort: portSchema, telemetryPort: portSchema });
export type PiVehicle = z.infer<typeof piVehicleSchema>;

/** A source's URL; a host's name alone may have 253 characters. */
const streamIdSchema = z.string().min(1).max(2000);

const streamInfoSchema = z.object({
  /** Names the stream everywhere; stable while it lives. */
  id: streamIdSchema,
  /** Names the stream in picture messages on this link. */
  number: z.number().int().min(0).max(0xffff),
  name: z.string().max(300),
  kind: z.enum(STREAM_KINDS),
  /** Where the video comes from, as people write it: `192.168.1.100:8000`. */
  video: z.string().max(300),
  /** Where the telemetry comes from; empty where none is to be expected. */
  telemetry: z.string().max(300),
  /** Present where the stream is another station's, shared over a broker: that station's name. */
  origin: z.string().max(100).optional(),
  /**
   * Its capture times keep their distances, but are late by the quickest way from the camera, which nobody can tell: no
   * latency is to be counted from them.
   */
  captureIsRelative: z.literal(true).optional(),
  /** Present where the station fetches the stream: it can be tried again, renamed and removed. */
  source: z.string().max(2000).optional(),
  /** Present for a Pi: what the form that asks for a vehicle begins with. */
  vehicle: piVehicleSchema.optional(),
  /** Present where it is no live stream but a recording, which is played: from when to when it lies. */
  playback: playbackInfoSchema.optional(),
});
export type StreamInfo = z.infer<typeof streamInfoSchema>;

const streamStatisticsSchema = z.object({
  /** Bytes off the socket since the stream began. */
  bytes: z.number(),
  /** Pictures since the stream began. */
  pictures: z.number(),
  /** Over the last second. */
  bitsPerSecond: z.number(),
  picturesPerSecond: z.number(),
  /** Bytes that belonged to no picture, and pieces given up: garbage, oversize access units, broken parameter sets. */
  faults: z.number(),
  reconnects: z.number(),
  /** Telemetry messages that could not be read. */
  telemetryFaults: z.number(),
  /** Pictures in the last whole group; absent until there was one. */
  groupLength: z.number().optional(),
  /** Unevenness of arrival in ms (RFC 3550, 6.4.1); absent until there are pictures to compare. */
  jitterMs: z.number().optional(),
  /** Since the last picture arrived, shown or not, in ms. */
  lastPictureAgeMs: z.number().optional(),
  /** Since the video link opened, in ms; absent while it is not open. */
  uptimeMs: z.number().optional(),
  /** Viewers and other takers of this stream. */
  subscribers: z.number(),
  /** Pictures that nobody got: they came before a key picture, or between a loss and the next one. */
  droppedBeforeKey: z.number(),
  /** Pictures this viewer did not get because it was too slow. */
  droppedForViewer: z.number(),
  /** The same by cause. */
  viewerDrops: z.object({ overtaken: z.number(), overflow: z.number(), waitingForKey: z.number() }),
  /**
   * Pictures of this connection that were still open when the socket went quiet: `found` ended at once by their own bits;
   * `waited`, by reason, were one picture late, since only the next start code told their end.
   */
  pictureEnds: z.object({ found: z.number(), waited: z.record(z.string().max(100), z.number()) }),
  /**
   * Present where this viewer is given H.264 that the station's ffmpeg makes of the stream, since it does not decode the
   * stream itself: pictures that ffmpeg was too slow for, and how often it died.
   */
  transcoded: z.object({ dropped: z.number(), restarts: z.number() }).optional(),
  /** What the stream's sound is made of; absent where it has none so far. */
  sound: z
    .object({
      codec: z.enum(AUDIO_CODECS),
      sampleRateHz: z.number(),
      channels: z.number(),
      /**
       * Present where this viewer is given PCM that the station's ffmpeg makes of it: packets of which nothing was made, and
       * how often it died.
       */
      decoded: z.object({ dropped: z.number(), restarts: z.number() }).optional(),
      /** Why this viewer cannot be given it, and what to do. */
      problem: z.string().max(300).optional(),
    })
    .optional(),
  /** Profile, level and size as the stream's SPS gives them: `avc1.42c01f 640x480`; empty until known. */
  format: z.string().max(100),
});
export type StreamStatistics = z.infer<typeof streamStatisticsSchema>;

const pendingSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['phone']),
  /** As it calls itself. */
  name: z.string().max(300),
  address: z.string().max(300),
});
/** What asks to be let in by a person. */
export type Pending = z.infer<typeof pendingSchema>;

/** Station → viewer. */
export const stationMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome'), version: z.number().int(), stationVersion: z.string().max(50) }),
  z.object({ type: z.literal('streams'), streams: z.array(streamInfoSchema).max(1000) }),
  z.object({
    type: z.literal('state'),
    stream: z.string(),
    video: linkStateSchema,
    telemetry: linkStateSchema,
  }),
  z.object({
    type: z.literal('telemetry'),
    stream: z.string(),
    /** On the station's clock; with a `run` on the wall's, as its pictures. */
    receiveUs: z.number(),
    values: telemetrySchema,
    /** Present where it is played back: names what was asked for (`playback.ts`). */
    run: runSchema.optional(),
  }),
  z.object({ type: z.literal('statistics'), stream: z.string(), statistics: streamStatisticsSchema }),
  z.object({ type: z.literal('playback'), stream: z.string(), playback: playbackStateSchema }),
  /** Answers `track`. */
  z.object({ type: z.literal('track'), stream: z.string(), points: trackSchema }),
  /** Answers `mark`: of how many streams the moment was marked, and in how many recordings. */
  z.object({
    type: z.literal('marked'),
    atUs: z.number(),
    streams: z.number().int(),
    recordings: z.number().int(),
  }),
  /** Answers `key-picture` where there is none; else a binary message does. */
  z.object({ type: z.literal('no-key-picture'), ...noKeyPictureShape }),
  /** Answers `add` and `connect`: the stream is among the `streams`. */
  z.object({ type: z.literal('added'), stream: z.string() }),
  /** A recording is played: its stream is among the `streams`. Answers `play` and `open-file` of `library`. */
  z.object({ type: z.literal('opened'), stream: z.string() }),
  z.object({ type: z.literal('recordings'), ...recordingsSchema.shape }),
  /** The recordings that there are; told to a viewer that watches the library. */
  z.object({ type: z.literal('library'), library: libraryStateSchema }),
  /** The clips that are made and were made; told to a viewer that watches them. */
  z.object({ type: z.literal('exports'), exports: exportsStateSchema }),
  z.object({ type: z.literal('pong'), viewerUs: z.number(), stationUs: z.number() }),
  /** Whether this machine serves others. Sent to its own window alone; where it never comes, nothing can be switched. */
  z.object({ type: z.literal('serving'), serving: servingStateSchema }),
  /** Answers `invite`. */
  z.object({ type: z.literal('invitation'), invitation: invitationSchema }),
  /** Who waits to be let in, the longest first; told to those who may answer. */
  z.object({ type: z.literal('approvals'), pending: z.array(pendingSchema).max(64) }),
  /** Where phones may come; absent: nowhere. Told to those who may change things. */
  z.object({ type: z.literal('phones'), phones: phonesSchema.optional() }),
  /** Dash cams' vehicles; told to a viewer that watches them. */
  z.object({ type: z.literal('fleet'), fleet: fleetSchema }),
  /** Answers `recordings` of `fleet`. */
  z.object({ type: z.literal('camera-recordings'), answer: cameraRecordingsSchema }),
  /** Something a person asked for could not be done; `tip` says what to try. */
  z.object({ type: z.literal('error'), message: z.string().max(500), tip: z.string().max(500) }),
]);
export type StationMessage = z.infer<typeof stationMessageSchema>;

/** The box on the screen in which a picture is drawn, in the screen's own pixels. */
const shownSizeSchema = z.object({
  width: z.number().int().min(1).max(16_384),
  height: z.number().int().min(1).max(16_384),
});

/** Viewer → station. */
export const viewerMessageSchema = z.discriminatedUnion('type', [
  /** Pictures, state, telemetry and statistics of a stream from here on. */
  z.object({
    type: z.literal('subscribe'),
    stream: streamIdSchema,
    /** What this viewer decodes besides H.264 and JPEG. */
    codecs: z
      .array(z.enum(['h265']))
      .max(8)
      .readonly()
      .optional(),
    /** See `shown`. */
    size: shownSizeSchema.optional(),
  }),
  /**
   * How large a subscribed stream is shown; absent: as large as it is, whatever the window's size. A sender that can is
   * asked for no more than the largest of all who take its stream. A viewer says it when it changes, twice a second at most.
   */
  z.object({ type: z.literal('shown'), stream: streamIdSchema, size: shownSizeSchema.optional() }),
  /** So many pictures of a stream were taken in; the station sends only so far ahead of these. */
  z.object({
    type: z.literal('ack'),
    stream: streamIdSchema,
    pictures: z.number().int().min(1).max(10_000),
  }),
  /** Sound of a stream that is subscribed to, from here on, or no more. */
  z.object({
    type: z.literal('sound'),
    stream: streamIdSchema,
    on: z.boolean(),
    /** What this viewer decodes of what not every one does; the rest comes as PCM. Absent: all. */
    codecs: z.array(z.enum(LATER_SOUND)).max(8).readonly().optional(),
  }),
  /** So many pieces of sound were taken in; the station sends only so far ahead of these. */
  z.object({ type: z.literal('sound-ack'), stream: streamIdSchema, chunks: z.number().int().min(1).max(1000) }),
  z.object({ type: z.literal('unsubscribe'), stream: streamIdSchema }),
  /**
   * Of a subscribed stream: give all live pictures, now and then a key picture, or none; all else goes on. After more are
   * asked for, they begin anew at the last key picture.
   */
  z.object({ type: z.literal('pause'), stream: streamIdSchema, pictures: z.enum(GIVEN_PICTURES) }),
  /** Show a subscribed stream's past; see `playback.ts`. */
  z.object({ type: z.literal('play'), stream: streamIdSchema, ...playShape }),
  /** Show a subscribed stream as it is now, from a key picture on. */
  z.object({ type: z.literal('live'), stream: streamIdSchema }),
  /** The telemetry of what can be played, for a plot. */
  z.object({ type: z.literal('track'), stream: streamIdSchema }),
  /** For a small picture of a moment; see `key-picture.ts`. */
  z.object({ type: z.literal('key-picture'), ...keyPictureAskShape }),
  /** Mark a moment, on the wall's clock in µs; absent: now. In what can be rewound, and in what is being recorded. */
  z.object({
    type: z.literal('mark'),
    streams: z.array(streamIdSchema).min(1).max(MOST_MARKED).readonly(),
    atUs: z.number().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  /** `viewerUs` is the viewer's clock; the pong returns it beside the station's. */
  z.object({ type: z.literal('ping'), viewerUs: z.number() }),
  /** Take in one more stream, and keep it. */
  z.object({ type: z.literal('add'), url: z.string().min(1).max(500) }),
  /** Let go of a stream for good. */
  z.object({ type: z.literal('remove'), stream: streamIdSchema }),
  z.object({ type: z.literal('rename'), stream: streamIdSchema, name: z.string().max(100).refine(isStreamName) }),
  /** Record a stream, from so many seconds ago on where the station keeps that; or stop, or acknowledge a failure. */
  z.object({
    type: z.literal('record'),
    stream: streamIdSchema,
    on: z.boolean(),
    secondsBefore: z.number().min(0).max(MOST_SECONDS_BEFORE).optional(),
  }),
  /** Show this vehicle instead of the one that was last connected to; not kept over a restart. */
  z.object({ type: z.literal('connect'), ...piVehicleSchema.shape }),
  /** Let go of the vehicle that was last connected to; no other takes its place. */
  z.object({ type: z.literal('disconnect') }),
  /** Serve others from here on, or no more. */
  z.object({ type: z.literal('serve'), wish: servingWishSchema }),
  z.object({ type: z.literal('stop-serving') }),
  /** Make a link that lets somebody in. */
  z.object({ type: z.literal('invite'), role: z.enum(INVITED_ROLES) }),
  /** A person's answer to one who waits to be let in. */
  z.object({ type: z.literal('answer'), id: z.number().int(), allow: z.boolean() }),
  /** About dash cams' vehicles; see `vehicles.ts`. */
  z.object({ type: z.literal('fleet'), about: fleetAskSchema }),
  /** About the recordings that there are; see `library.ts`. */
  z.object({ type: z.literal('library'), about: libraryAskSchema }),
  /** About clips; see `exports.ts`. */
  z.object({ type: z.literal('exports'), about: exportAskSchema }),
  /** Try again now, without waiting for the back-off. */
  z.object({ type: z.literal('retry'), stream: streamIdSchema }),
]);
export type ViewerMessage = z.infer<typeof viewerMessageSchema>;

/** Longest JSON message either end accepts, in UTF-16 units. */
export const MAX_JSON_LENGTH = 256 * 1024;

/**
 * Reads one JSON message.
 *
 * @returns `undefined` for anything that is not a message of this contract.
 */
export function parseMessage<S extends z.ZodType>(schema: S, text: string): z.infer<S> | undefined {
  if (text.length > MAX_JSON_LENGTH) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}
