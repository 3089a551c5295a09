import { z } from 'zod';
import { isStreamName } from '#core/settings/source-url';
import { piVehicleSchema } from './stream-info';

/** Vehicles that are remembered. */
export const MAX_RECENT = 12;
/** Characters of base64: a JPEG of 160x90 has some 6 kB. */
const MAX_PICTURE_CHARACTERS = 24_000;

/** What the next start shows where no vehicle is named: what was shown last, or nothing. */
export const STARTS = ['last', 'nothing'] as const;

/** A small picture: base64 of a JPEG. */
export const smallPictureSchema = z
  .string()
  .max(MAX_PICTURE_CHARACTERS)
  .regex(/^[A-Za-z0-9+/]+=*$/);

/** A vehicle, and what a person calls it. */
export const namedVehicleSchema = piVehicleSchema.extend({
  name: z.string().max(100).refine(isStreamName).exactOptional(),
});
export type NamedVehicle = z.infer<typeof namedVehicleSchema>;

/** A vehicle that was shown. */
export const recentSchema = z.object({
  vehicle: namedVehicleSchema,
  /** When it was last shown, in ms of the wall's clock. */
  atMs: z.number().int().min(0),
  picture: smallPictureSchema.exactOptional(),
});
export type RecentVehicle = z.infer<typeof recentSchema>;

export const recentStateSchema = z.object({
  /** The newest first. */
  vehicles: z.array(recentSchema).max(MAX_RECENT),
  start: z.enum(STARTS),
});
export type RecentState = z.infer<typeof recentStateSchema>;

/** Whether two are one vehicle. */
export function isSameVehicle(one: NamedVehicle, other: NamedVehicle): boolean {
  const { host, videoPort, telemetryPort } = one;
  return host === other.host && videoPort === other.videoPort && telemetryPort === other.telemetryPort;
}
