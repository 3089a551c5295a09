import { z } from 'zod';

/** What a dash cam sent as a file, kept by the station. */
export const vehicleFileSchema = z.object({
  /** Its name, of a vehicle's files. */
  id: z.string().max(160),
  // not shown: a key
  kind: z.enum(['picture', 'sound', 'film', 'text', 'other']),
  /** When it was made, as the vehicle says, or when it came; ms since 1970. */
  takenMs: z.number(),
  bytes: z.number(),
  /** Which camera; absent where it did not say. */
  channel: z.number().int().optional(),
  /** Why it was made: `platform`, `interval`, `collision` … or `alarm`. */
  event: z.string().max(40).optional(),
  /** Id of the alarm that it is about. */
  alarm: z.string().max(60).optional(),
});
export type VehicleFile = z.infer<typeof vehicleFileSchema>;

/** An alarm of active safety: of the driver's assistance, the driver's camera, the tyres, the blind spot. */
export const safetyAlarmSchema = z.object({
  /** Among the vehicle's alarms. */
  id: z.string().max(60),
  system: z.enum(['adas', 'dsm', 'tpms', 'bsd']),
  /** In the viewer by their keys in the catalogue (`alarm.…`), over HTTP in English. Empty for codes of a vendor's own. */
  alarms: z.array(z.string().max(64)).max(16),
  /** The code as it came. */
  type: z.number().int(),
  /** 1, 2, or 0 where it has none. */
  level: z.number().int(),
  /** ms since 1970. */
  beganMs: z.number(),
  /** Absent while it goes on, or where its terminal does not say. */
  endedMs: z.number().optional(),
  latitudeDeg: z.number().optional(),
  longitudeDeg: z.number().optional(),
  groundSpeedMps: z.number(),
  /** Files that the vehicle has about it. */
  attachments: z.number().int(),
  /** What became of them. */
  asked: z.enum(['no', 'asked', 'coming', 'complete', 'refused']),
  /** Ids of those that have come. */
  files: z.array(z.string().max(160)).max(64),
});
export type VehicleAlarm = z.infer<typeof safetyAlarmSchema>;

/** Where a vehicle was. */
export const trackPointSchema = z.object({
  /** ms since 1970. */
  timeMs: z.number(),
  latitudeDeg: z.number(),
  longitudeDeg: z.number(),
  altitudeM: z.number().optional(),
  groundSpeedMps: z.number().optional(),
  headingDeg: z.number().optional(),
});
export type TrackPoint = z.infer<typeof trackPointSchema>;

/** An upload that a vehicle was ordered to do. */
export const vehicleUploadSchema = z.object({
  id: z.number().int(),
  channel: z.number().int(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Of the server, without the account. */
  host: z.string().max(255),
  path: z.string().max(255),
  state: z.enum(['running', 'paused', 'done', 'failed', 'cancelled']),
});
export type VehicleUpload = z.infer<typeof vehicleUploadSchema>;
