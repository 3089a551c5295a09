import { z } from 'zod';
import { vehicleFileSchema } from './vehicle-files';

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
  /** The ignition is on. */
  ignition: z.boolean().optional(),
  mileageKm: z.number().optional(),
  fuelLitres: z.number().optional(),
  /** As its recorder has it, beside that of its satellites. */
  recorderSpeedMps: z.number().optional(),
  satellites: z.number().optional(),
  /** Of its mobile network, as it counts it: 0 the worst, 31 or 99 the best or unknown. */
  signalStrength: z.number().optional(),
  /** Lights, brakes and the like that are on, by their names in the standard. */
  signals: z.array(z.string().max(32)).max(32).optional(),
  /** Its two analogue inputs, as they come. */
  analogue: z.tuple([z.number(), z.number()]).optional(),
  asleep: z.boolean().optional(),
  /** An alarm that somebody has to confirm, by its number. */
  alarmToConfirm: z.number().optional(),
  /** Which areas and routes the alarms about them are of. */
  places: z
    .array(
      z.object({
        alarm: z.enum(['overspeed', 'area', 'routeTime']),
        place: z.enum(['none', 'circle', 'rectangle', 'polygon', 'route', 'other']),
        id: z.number().optional(),
        /** Of an area: out of it. */
        isOut: z.boolean().optional(),
        /** Of the time on a route, s, and whether it was too long. */
        seconds: z.number().optional(),
        isTooLong: z.boolean().optional(),
      }),
    )
    .max(3)
    .optional(),
  /** Its last alarm of active safety. */
  safetyAlarm: z.object({ alarms: z.array(z.string().max(64)).max(16), beganMs: z.number() }).optional(),
  /** The last picture that it sent as a file. */
  lastPicture: vehicleFileSchema.optional(),
  /** Those that are on: in the viewer by their keys in the catalogue (`alarm.…`), over HTTP in English. */
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
  // not shown: a key
  media: z.enum(['audio and video', 'audio', 'video']),
  stream: z.enum(['main', 'sub']),
});
export type VehicleRecording = z.infer<typeof recordingSchema>;

/** The vehicles as a viewer that asks for them is told; not open: the station lets no dash cams in. */
export const fleetSchema = z.object({
  isOpen: z.boolean(),
  /** The first of them; the rest are more than a person reads. */
  vehicles: z.array(vehicleSchema).max(300),
  /** How many there are. */
  total: z.number().int(),
  /** Datagrams so far that the station's system had no room for; absent where there were none. */
  lostDatagrams: z.number().int().optional(),
});
export type FleetState = z.infer<typeof fleetSchema>;

/** The answer to a question for recordings; without any the vehicle is not connected, or did not answer. */
export const cameraRecordingsSchema = z.object({
  sim: z.string().max(20),
  channel: z.number().int(),
  recordings: z.array(recordingSchema).max(500).optional(),
});
export type CameraRecordings = z.infer<typeof cameraRecordingsSchema>;

/** Longest picture that is handed on over the link, whose messages have 256 KiB; bytes. */
export const MAX_SHOWN_PICTURE_BYTES = 180_000;

/** The answer to a question for a picture that a vehicle sent as a file. */
export const vehiclePictureSchema = z.object({
  sim: z.string().max(20),
  file: z.string().max(160),
  /** JPEG, base64. Absent where it is gone, is no JPEG, or is too large. */
  jpeg: z.string().max(250_000).optional(),
});
export type VehiclePicture = z.infer<typeof vehiclePictureSchema>;

const simSchema = z.string().regex(/^[0-9a-fA-F]{1,20}$/);
const channelSchema = z.number().int().min(1).max(255);
/** The years that a terminal can write. */
const timeSchema = z
  .number()
  .min(Date.UTC(2000, 0, 2))
  .max(Date.UTC(2099, 11, 30));
/** How many times as fast a camera can play. */
export const PLAYBACK_SPEEDS = [1, 2, 4, 8, 16] as const;

/** What a viewer asks about vehicles. */
export const fleetAskSchema = z.discriminatedUnion('ask', [
  /** Tell the vehicles from here on, as they change; or no more. */
  z.object({ ask: z.literal('watch'), on: z.boolean() }),
  z.object({
    ask: z.literal('recordings'),
    sim: simSchema,
    channel: channelSchema,
    fromMs: timeSchema,
    toMs: timeSchema,
  }),
  /** A picture that it sent as a file. */
  z.object({ ask: z.literal('picture'), sim: simSchema, file: z.string().max(160) }),
  /** Play what a camera recorded, as a stream. */
  z.object({ ask: z.literal('play'), sim: simSchema, channel: channelSchema, fromMs: timeSchema, toMs: timeSchema }),
  z.object({
    ask: z.literal('order'),
    sim: simSchema,
    channel: channelSchema,
    order: z.enum(['pause', 'resume', 'end']),
  }),
  z.object({
    ask: z.literal('speed'),
    sim: simSchema,
    channel: channelSchema,
    speed: z.literal([...PLAYBACK_SPEEDS]),
  }),
  z.object({ ask: z.literal('seek'), sim: simSchema, channel: channelSchema, toMs: timeSchema }),
]);
export type FleetAsk = z.infer<typeof fleetAskSchema>;
