// not shown in this file: what a simulated vehicle says, over its own protocol
import type { Writable } from '#core/protocols/mavlink/encode';
import type { MessageName } from '#core/protocols/mavlink/messages/table';
import type { VehicleState } from './state';

export interface ScheduledMessage<N extends MessageName = MessageName> {
  readonly name: N;
  readonly everyMs: number;
  /** @returns one message, or several that are sent together */
  readonly values: (state: VehicleState, count: number) => Writable<N> | readonly Writable<N>[];
}

const scheduled = <N extends MessageName>(
  name: N,
  everyMs: number,
  values: ScheduledMessage<N>['values'],
): ScheduledMessage => ({ name, everyMs, values }) as unknown as ScheduledMessage;

const RADIANS = Math.PI / 180;
/** Of the place that the flight is above. */
const HOME_AMSL_M = 40;
const CELLS = 4;
const ARMED_AUTO = 128 | 64 | 16 | 8 | 4 | 1;
const ACTIVE = 4;
/** Beyond what one piece of text holds. */
const LONG_TEXT = 'Mission: passing waypoint 3 of 8, next one in 21 seconds; wind from the south-west at 4 m/s';

/** Of its battery of four cells. */
const PARAMETERS = { BATT_CAPACITY: 5200, BATT_LOW_VOLT: 14, BATT_CRT_VOLT: 13.2 };

const SHORT_TEXT = 'Battery 1: 4 cells';

const radians = (deg = 0) => deg * RADIANS;
const e7 = (deg = 0) => deg * 1e7;
const velocity = ({ headingDeg = 0, groundSpeedMps = 0, climbRateMps = 0 }: VehicleState) => ({
  vx: Math.cos(radians(headingDeg)) * groundSpeedMps * 100,
  vy: Math.sin(radians(headingDeg)) * groundSpeedMps * 100,
  vz: -climbRateMps * 100,
});

/** What an autopilot sends, and how often by itself. */
export const SCHEDULE: readonly ScheduledMessage[] = [
  scheduled('HEARTBEAT', 1000, ({ type, autopilot, customMode }) => ({
    ...{ type, autopilot, custom_mode: customMode, base_mode: ARMED_AUTO, system_status: ACTIVE, mavlink_version: 3 },
  })),
  scheduled('ATTITUDE', 20, ({ bootMs, rollDeg, pitchDeg, yawDeg, gyroRadps }) => ({
    ...{ time_boot_ms: bootMs, roll: radians(rollDeg), pitch: radians(pitchDeg), yaw: radians(yawDeg) },
    ...{ rollspeed: gyroRadps?.x ?? 0, pitchspeed: gyroRadps?.y ?? 0, yawspeed: gyroRadps?.z ?? 0 },
  })),
  scheduled('GLOBAL_POSITION_INT', 100, (state) => ({
    ...{ time_boot_ms: state.bootMs, lat: e7(state.latitudeDeg), lon: e7(state.longitudeDeg) },
    ...{ alt: ((state.altitudeM ?? 0) + HOME_AMSL_M) * 1000, relative_alt: (state.altitudeM ?? 0) * 1000 },
    ...velocity(state),
    hdg: (state.headingDeg ?? 0) * 100,
  })),
  scheduled('VFR_HUD', 100, (state) => ({
    ...{ airspeed: state.airspeedMps ?? 0, groundspeed: state.groundSpeedMps ?? 0, climb: state.climbRateMps ?? 0 },
    ...{
      alt: (state.altitudeM ?? 0) + HOME_AMSL_M,
      heading: state.headingDeg ?? 0,
      throttle: state.throttlePercent ?? 0,
    },
  })),
  scheduled('GPS_RAW_INT', 200, (state) => ({
    ...{ time_usec: BigInt(state.bootMs) * 1000n, lat: e7(state.latitudeDeg), lon: e7(state.longitudeDeg) },
    ...{ alt: ((state.altitudeM ?? 0) + HOME_AMSL_M) * 1000, fix_type: state.fixType ?? 0 },
    ...{ eph: (state.hdop ?? 0) * 100, epv: (state.vdop ?? 0) * 100, satellites_visible: state.satellites },
    ...{ vel: (state.groundSpeedMps ?? 0) * 100, cog: (state.headingDeg ?? 0) * 100, h_acc: 900, v_acc: 1400 },
  })),
  scheduled('SYS_STATUS', 500, ({ batteryV = 0, batteryA = 0, batteryPercent }) => ({
    ...{
      voltage_battery: batteryV * 1000,
      current_battery: batteryA * 100,
      battery_remaining: batteryPercent,
      load: 310,
    },
  })),
  scheduled('BATTERY_STATUS', 1000, ({ batteryV = 0, batteryA = 0, batteryPercent }) => ({
    ...{ id: 0, current_battery: batteryA * 100, battery_remaining: batteryPercent, time_remaining: 600 },
    voltages: Array.from({ length: 10 }, (_, i) => (i < CELLS ? (batteryV * 1000) / CELLS : 65535)),
    voltages_ext: [0, 0, 0, 0],
  })),
  scheduled('RC_CHANNELS', 200, ({ bootMs, rcChannelsUs = [] }) => ({
    ...{ time_boot_ms: bootMs, chancount: rcChannelsUs.length, rssi: 200 },
    ...Object.fromEntries(rcChannelsUs.map((width, i) => [`chan${i + 1}_raw`, width])),
  })),
  scheduled('SCALED_IMU', 100, ({ bootMs, accelMps2: a, gyroRadps: g }) => ({
    ...{ time_boot_ms: bootMs, xacc: mG(a?.x), yacc: mG(a?.y), zacc: mG(a?.z) },
    ...{ xgyro: (g?.x ?? 0) * 1000, ygyro: (g?.y ?? 0) * 1000, zgyro: (g?.z ?? 0) * 1000 },
  })),
  scheduled('SYSTEM_TIME', 1000, ({ bootMs }) => ({
    ...{ time_unix_usec: BigInt(Date.now()) * 1000n, time_boot_ms: bootMs },
  })),
  scheduled('MISSION_CURRENT', 1000, (_, count) => ({ seq: 1 + (Math.floor(count / 5) % 8), total: 8 })),
  // As after a ground station has asked for them.
  scheduled('PARAM_VALUE', 2000, () =>
    Object.entries(PARAMETERS).map(([param_id, param_value], param_index) => ({
      ...{ param_id, param_value, param_index, param_count: Object.keys(PARAMETERS).length, param_type: 9 },
    })),
  ),
  scheduled('STATUSTEXT', 5000, (_, count) =>
    count % 2 === 0 ? longText(count) : { severity: 4, text: SHORT_TEXT, id: 0 },
  ),
];

/** A gimbal's own, which are not the vehicle's. */
export const GIMBAL_SCHEDULE: readonly ScheduledMessage[] = [
  // MAV_TYPE_GIMBAL, MAV_AUTOPILOT_INVALID.
  scheduled('HEARTBEAT', 1000, () => ({ type: 26, autopilot: 8, system_status: ACTIVE, mavlink_version: 3 })),
  scheduled('ATTITUDE', 100, ({ bootMs }) => ({ time_boot_ms: bootMs, pitch: radians(-45) })),
];

/** A camera's, which names its stream of video. */
export const cameraSchedule = (uri: string): readonly ScheduledMessage[] => [
  // MAV_TYPE_CAMERA, MAV_AUTOPILOT_INVALID.
  scheduled('HEARTBEAT', 1000, () => ({ type: 30, autopilot: 8, system_status: ACTIVE, mavlink_version: 3 })),
  scheduled('CAMERA_INFORMATION', 2000, ({ bootMs }) => ({
    ...{ time_boot_ms: bootMs, vendor_name: bytesOf('Groundglass'), model_name: bytesOf('Demo') },
    ...{ resolution_h: 640, resolution_v: 480 },
  })),
  scheduled('VIDEO_STREAM_INFORMATION', 2000, () => ({
    ...{ stream_id: 1, count: 1, type: uri.startsWith('rtsp:') ? 0 : 1, name: 'Day camera', uri },
    ...{ framerate: 30, bitrate: 2_000_000, resolution_h: 640, resolution_v: 480, encoding: 1 },
  })),
];

const bytesOf = (name: string) => [...name].map((letter) => letter.charCodeAt(0));

const mG = (mps2 = 0) => (mps2 / 9.80665) * 1000;

/** In pieces of 50 bytes, as version 2 has them. */
function longText(count: number): readonly Writable<'STATUSTEXT'>[] {
  const id = 1 + (count % 60_000);
  return [0, 1].map((piece) => ({
    ...{ severity: 6, text: LONG_TEXT.slice(piece * 50, (piece + 1) * 50), id, chunk_seq: piece },
  }));
}
