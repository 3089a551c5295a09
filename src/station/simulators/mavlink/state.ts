import type { Telemetry } from '#core/telemetry/telemetry';
import { batteryAfter, crewAndReceiver } from '../pi/onboard';
import type { MavlinkSimulatorOptions } from './options';

/** What a simulated vehicle is at one moment: what its messages are made of. */
export interface VehicleState extends Telemetry {
  readonly bootMs: number;
  readonly type: number;
  readonly autopilot: number;
  readonly customMode: number;
}

/** MAV_TYPE, and the number of its mode Auto in ArduPilot. */
const TYPES = { copter: [2, 3], plane: [1, 10], rover: [10, 10], sub: [12, 3] } as const;
const ARDUPILOTMEGA = 3;
const PX4 = 12;
/** Auto, Mission. */
const PX4_MISSION = (4 << 16) | (4 << 24);
/** How far the second vehicle keeps from the first, degrees. */
const APART_DEG = 0.0005;

/** What does not go with an attitude that stays. */
const STILL = { groundSpeedMps: 0, airspeedMps: 0, climbRateMps: 0, gyroRadps: { x: 0, y: 0, z: 0 } };

/** @param system 1, or 2 of the second vehicle */
export function stateAt(
  measured: Telemetry,
  bootMs: number,
  { vehicle, px4, hold }: Pick<MavlinkSimulatorOptions, 'vehicle' | 'px4' | 'hold'>,
  system: number,
): VehicleState {
  const [type, auto] = TYPES[vehicle];
  return {
    ...crewAndReceiver(measured),
    ...measured,
    ...(hold && { ...hold, yawDeg: hold.headingDeg > 180 ? hold.headingDeg - 360 : hold.headingDeg, ...STILL }),
    ...batteryAfter(bootMs / 1000),
    latitudeDeg: (measured.latitudeDeg ?? 0) + (system - 1) * APART_DEG,
    bootMs,
    type,
    autopilot: px4 ? PX4 : ARDUPILOTMEGA,
    customMode: px4 ? PX4_MISSION >>> 0 : auto,
  };
}
