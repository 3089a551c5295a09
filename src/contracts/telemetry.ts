import { z } from 'zod';
import type { Telemetry } from '#core/telemetry/telemetry';

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
