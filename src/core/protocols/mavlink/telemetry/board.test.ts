import { describe, expect, it } from 'vitest';
import type { Writable } from '../encode';
import { packetOf } from '../fixtures/packets';
import { type MessageName, readMessage } from '../messages/table';
import { TelemetryBoard } from './board';
import { rowsOf } from './row';

function told(board: TelemetryBoard, nowUs: number) {
  return {
    take<N extends MessageName>(name: N, values: Writable<N>) {
      board.take(readMessage(packetOf(name, values))!, nowUs);
      return this;
    },
    values: () => board.telemetry(nowUs),
  };
}
const fresh = () => told(new TelemetryBoard(), 0);
const PLACE = { lat: 482_850_000, lon: -45_600_000, alt: 94_000, relative_alt: 54_218 };

describe('telemetry of MAVLink', () => {
  it('has a pilot’s signs and SI units', () => {
    const values = fresh()
      .take('HEARTBEAT', { type: 2, autopilot: 3, base_mode: 0x81 })
      .take('ATTITUDE', { roll: Math.PI / 6, pitch: -0.1, yaw: -Math.PI / 2 })
      .take('GLOBAL_POSITION_INT', { ...PLACE, vx: 300, vy: -400, vz: 120, hdg: 27_050 })
      .take('GPS_RAW_INT', { fix_type: 3, satellites_visible: 12, eph: 75, epv: 120 })
      .take('VFR_HUD', { airspeed: 11, groundspeed: 9, climb: 1, heading: 90, throttle: 46 })
      .take('SYS_STATUS', { voltage_battery: 15_500, current_battery: 1150, battery_remaining: 80 })
      .take('RC_CHANNELS', { chancount: 3, chan1_raw: 1500, chan2_raw: 1100, chan3_raw: 65535, chan4_raw: 9 })
      .take('SCALED_IMU', { zacc: -1000, ygyro: 500 })
      .values();
    expect(values).toEqual({
      armed: true,
      mode: 'Stabilize',
      altitudeSeaM: 94,
      rollDeg: expect.closeTo(30, 4),
      pitchDeg: expect.closeTo(-5.7296, 3),
      yawDeg: expect.closeTo(-90, 4),
      latitudeDeg: expect.closeTo(48.285, 6),
      longitudeDeg: expect.closeTo(-4.56, 6),
      altitudeM: expect.closeTo(54.218),
      groundSpeedMps: 5,
      climbRateMps: expect.closeTo(-1.2),
      headingDeg: 270.5,
      ...{ fixType: 3, satellites: 12, hdop: 0.75, vdop: 1.2 },
      ...{ airspeedMps: 11, throttlePercent: 46 },
      ...{ batteryV: 15.5, batteryA: 11.5, batteryPercent: 80 },
      rcChannelsUs: [1500, 1100],
      accelMps2: { x: 0, y: 0, z: expect.closeTo(-9.80665) },
      gyroRadps: { x: 0, y: 0.5, z: 0 },
    });
  });

  it('takes an attitude of a quaternion where there is no other', () => {
    const turned = { q1: Math.SQRT1_2, q2: 0, q3: 0, q4: Math.SQRT1_2 };
    const euler = { rollDeg: expect.closeTo(0), pitchDeg: expect.closeTo(0), yawDeg: expect.closeTo(90) };
    expect(fresh().take('ATTITUDE_QUATERNION', turned).values()).toEqual(euler);
    expect(fresh().take('ATTITUDE_QUATERNION', { q1: 0 }).values()).toEqual({});
    const both = fresh().take('ATTITUDE', { roll: 1 }).take('ATTITUDE_QUATERNION', turned);
    expect(both.values().rollDeg).toBeCloseTo(57.3, 1);
  });

  it('has no place, altitude, heading and speeds of a vehicle at 0/0', () => {
    expect(fresh().take('GLOBAL_POSITION_INT', {}).values()).toEqual({});
    const unplaced = fresh().take('GLOBAL_POSITION_INT', { hdg: 9000, relative_alt: 1500 }).values();
    expect(unplaced).toEqual({ headingDeg: 90, altitudeM: 1.5 });
    expect(
      fresh()
        .take('GLOBAL_POSITION_INT', { ...PLACE, hdg: 65535 })
        .values(),
    ).not.toHaveProperty('headingDeg');
    expect(
      fresh()
        .take('GLOBAL_POSITION_INT', { ...PLACE, lat: 910_000_000 })
        .values(),
    ).not.toHaveProperty('latitudeDeg');
  });

  it('takes zeros of VFR_HUD as true of a vehicle that has a position alone', () => {
    expect(fresh().take('VFR_HUD', {}).values()).toEqual({ throttlePercent: 0 });
    const placed = fresh()
      .take('GLOBAL_POSITION_INT', { ...PLACE, hdg: 65535 })
      .take('VFR_HUD', {})
      .values();
    expect(placed).toMatchObject({ airspeedMps: 0, headingDeg: 0, groundSpeedMps: 0 });
    const lost = fresh().take('GLOBAL_POSITION_INT', PLACE).take('GPS_RAW_INT', { fix_type: 1 }).take('VFR_HUD', {});
    expect(lost.values()).not.toHaveProperty('airspeedMps');
    expect(fresh().take('VFR_HUD', { throttle: 65535 }).values()).toEqual({});
  });

  it('takes the receiver’s place where it has a fix', () => {
    const { lat, lon } = PLACE;
    expect(fresh().take('GPS_RAW_INT', { lat, lon, fix_type: 3, vel: 500 }).values()).toMatchObject({
      latitudeDeg: expect.closeTo(48.285),
      groundSpeedMps: 5,
    });
    expect(fresh().take('GPS_RAW_INT', { lat, lon, fix_type: 1 }).values()).toEqual({ fixType: 1 });
  });

  it.each([0, 65535, 9999])('has no dilution of precision of %i', (eph) => {
    expect(fresh().take('GPS_RAW_INT', { eph, epv: eph }).values()).toEqual({ fixType: 0 });
  });

  it('knows nothing of a battery that is not measured', () => {
    expect(fresh().take('SYS_STATUS', { voltage_battery: 65535 }).values()).toEqual({});
    expect(fresh().take('SYS_STATUS', { voltage_battery: 0, battery_remaining: 50 }).values()).toEqual({});
    const volts = { voltage_battery: 12_000, current_battery: -1, battery_remaining: -1 };
    expect(fresh().take('SYS_STATUS', volts).values()).toEqual({ batteryV: 12 });
  });

  it('sums a battery’s cells, of the first battery alone', () => {
    const voltages = [4000, 4100, ...Array<number>(8).fill(65535)];
    const pack = {
      id: 0,
      voltages,
      voltages_ext: [0, 0, 0, 0],
      current_battery: 100,
      battery_remaining: 70,
      temperature: 32767,
    };
    expect(fresh().take('BATTERY_STATUS', pack).values()).toEqual({
      ...{ batteryV: 8.1, batteryA: 1, batteryPercent: 70 },
      cellsV: [4, expect.closeTo(4.1)],
    });
    expect(
      fresh()
        .take('BATTERY_STATUS', { ...pack, id: 1 })
        .values(),
    ).toEqual({ battery2V: 8.1, battery2A: 1, battery2Percent: 70 });
    const both = fresh()
      .take('BATTERY_STATUS', pack)
      .take('BATTERY_STATUS', { ...pack, id: 1, battery_remaining: 3 });
    expect(both.values().batteryPercent).toBe(70);
  });

  it('takes a raw sensor from firmware that scales it', () => {
    expect(fresh().take('RAW_IMU', { zacc: -1000 }).values()).toEqual({});
    const ardupilot = fresh().take('HEARTBEAT', { autopilot: 3, type: 2 }).take('RAW_IMU', { zacc: -1000, xgyro: 1 });
    expect(ardupilot.values()).toMatchObject({ accelMps2: { z: expect.closeTo(-9.80665) } });
    expect(fresh().take('HIGHRES_IMU', { zacc: -9.8, fields_updated: 7 }).values()).toMatchObject({ accelMps2: {} });
    expect(fresh().take('HIGHRES_IMU', { zacc: -9.8 }).values()).toEqual({});
  });
});

describe('what is told beside what a pilot flies by', () => {
  it('is said in words', () => {
    const heartbeat = { type: 2, autopilot: 12, base_mode: 1, custom_mode: 0x05040000, system_status: 5 };
    const values = fresh().take('HEARTBEAT', heartbeat).take('EXTENDED_SYS_STATE', { landed_state: 2 }).values();
    expect(values).toEqual({ armed: false, mode: 'Return', systemStatus: 'critical', landedState: 'in air' });
    expect(fresh().take('EXTENDED_SYS_STATE', { landed_state: 0 }).values()).toEqual({});
  });

  it('is what is below, by a sensor that looks there and sees something', () => {
    const sensor = { min_distance: 20, max_distance: 700, current_distance: 350 };
    expect(
      fresh()
        .take('DISTANCE_SENSOR', { ...sensor, orientation: 25 })
        .values(),
    ).toEqual({ rangeM: 3.5 });
    expect(
      fresh()
        .take('DISTANCE_SENSOR', { ...sensor, orientation: 0 })
        .values(),
    ).toEqual({});
    expect(
      fresh()
        .take('DISTANCE_SENSOR', { ...sensor, orientation: 25, current_distance: 701 })
        .values(),
    ).toEqual({});
  });

  it('is from where the wind comes', () => {
    expect(fresh().take('WIND', { direction: -90, speed: 4 }).values()).toEqual({ windFromDeg: 270, windSpeedMps: 4 });
    expect(fresh().take('WIND_COV', { wind_x: 0, wind_y: 3 }).values()).toEqual({ windFromDeg: 270, windSpeedMps: 3 });
  });

  it('has no home, and no height above the sea, at 0/0', () => {
    expect(fresh().take('HOME_POSITION', {}).values()).toEqual({});
    expect(fresh().take('HOME_POSITION', { latitude: 482_850_000, altitude: 40_000 }).values()).toEqual({
      ...{ homeLatitudeDeg: expect.closeTo(48.285), homeLongitudeDeg: 0, homeAltitudeSeaM: 40 },
    });
    expect(fresh().take('GLOBAL_POSITION_INT', { alt: 9000 }).values()).not.toHaveProperty('altitudeSeaM');
  });

  it('knows motors, outputs and cells that are there', () => {
    const values = fresh()
      .take('SERVO_OUTPUT_RAW', { servo1_raw: 1100, servo3_raw: 1500 })
      .take('ESC_STATUS', { index: 0, rpm: [100, -5, 0, 0], voltage: [16, 16, 16, Number.NaN], current: [1, 2, 3, 4] })
      .take('ESC_INFO', { index: 0, temperature: [4150, 32767, 0, 0] })
      .values();
    expect(values).toEqual({
      servosUs: [1100, 0, 1500],
      ...{ escRpm: [100, -5, 0, 0], escV: [16, 16, 16], escA: [1, 2, 3, 4], escTempC: [41.5] },
    });
    const sum = { id: 0, voltages: [15_000, ...Array<number>(9).fill(65535)], voltages_ext: [0, 0, 0, 0] };
    expect(fresh().take('BATTERY_STATUS', sum).values()).toEqual({ batteryV: 15 });
  });

  it('knows how well radios hear', () => {
    const radio = { rssi: 190, remrssi: 255, noise: 40, remnoise: 41 };
    expect(fresh().take('RADIO_STATUS', radio).values()).toEqual({ radioSignal: 190, radioNoise: 40, remoteNoise: 41 });
    const receiver = { rssi: 127, chancount: 0 };
    expect(fresh().take('RC_CHANNELS', receiver).values()).toEqual({ rcSignalPercent: expect.closeTo(50) });
  });
});

it('knows how far home is once both places are known', () => {
  const board = new TelemetryBoard();
  told(board, 0).take('GLOBAL_POSITION_INT', PLACE);
  expect(board.telemetry(0)).not.toHaveProperty('homeDistanceM');
  told(board, 0).take('HOME_POSITION', { latitude: 482_860_000, longitude: -45_600_000, altitude: 40_000 });
  expect(board.telemetry(0)).toMatchObject({ homeDistanceM: expect.closeTo(111.2, 1), homeBearingDeg: 0 });
});

describe('a value', () => {
  it('has its own age: a fast attitude does not keep a dead receiver fresh', () => {
    const board = new TelemetryBoard();
    told(board, 0).take('GPS_RAW_INT', { fix_type: 3, satellites_visible: 9 });
    for (let nowUs = 0; nowUs <= 6_000_000; nowUs += 20_000) told(board, nowUs).take('ATTITUDE', {});
    expect(board.telemetry(2_900_000)).toHaveProperty('satellites', 9);
    expect(board.telemetry(6_000_000)).toEqual({ rollDeg: 0, pitchDeg: 0, yawDeg: 0 });
    expect(board.received.get('satellites')).toMatchObject({ value: 9, receivedUs: 0 });
  });

  it('comes from the next best message when the best is silent', () => {
    const board = new TelemetryBoard();
    told(board, 0).take('GLOBAL_POSITION_INT', { ...PLACE, hdg: 9000 });
    expect(told(board, 1_000_000).take('VFR_HUD', { heading: 180 }).values().headingDeg).toBe(90);
    expect(told(board, 6_000_000).take('VFR_HUD', { heading: 180 }).values().headingDeg).toBe(180);
    expect(
      told(board, 7_000_000)
        .take('GLOBAL_POSITION_INT', { ...PLACE, hdg: 9000 })
        .values().headingDeg,
    ).toBe(90);
  });

  it('that becomes unknown is forgotten', () => {
    const board = new TelemetryBoard();
    told(board, 0).take('SYS_STATUS', { voltage_battery: 12_000, battery_remaining: 40, current_battery: 5 });
    const values = told(board, 1).take('SYS_STATUS', {
      voltage_battery: 12_000,
      battery_remaining: -1,
      current_battery: 5,
    });
    expect(values.values()).not.toHaveProperty('batteryPercent');
  });

  it('more is a line in the table', () => {
    const more = rowsOf('WIND', {}, { airspeedMps: ({ speed }) => speed });
    expect(told(new TelemetryBoard(more), 0).take('WIND', { speed: 4 }).values()).toEqual({ airspeedMps: 4 });
  });
});

describe('packets that are held until their values are looked at', () => {
  const hold = (board: TelemetryBoard, roll: number, nowUs: number) => {
    const packet = packetOf('ATTITUDE', { roll, pitch: 0, yaw: 0 });
    const held = board.hold(packet, 'ATTITUDE', nowUs);
    // The parser writes over its buffer.
    packet.bytes.fill(0);
    return held;
  };

  it('say what the last of them says, with its own age', () => {
    const board = new TelemetryBoard();
    expect([hold(board, 0.1, 1), hold(board, 0.2, 2), hold(board, 0.3, 3)]).toEqual([true, true, true]);
    expect(board.telemetry(4).rollDeg).toBeCloseTo(17.19);
    expect(board.received.get('rollDeg')?.receivedUs).toBe(3);
    hold(board, 0.4, 5);
    expect(board.received.get('rollDeg')).toMatchObject({ value: expect.closeTo(22.92), receivedUs: 5 });
    // Once told is told: it ages as it should.
    expect(board.telemetry(60_000_000)).toEqual({});
  });

  it('are none of several that say different things, and none that nobody looks at', () => {
    const board = new TelemetryBoard();
    expect(board.hold(packetOf('BATTERY_STATUS', { id: 0 }), 'BATTERY_STATUS', 0)).toBe(false);
    expect(board.hold(packetOf('GPS_RAW_INT', {}), 'GPS_RAW_INT', 0)).toBe(false);
    expect(board.wants('TIMESYNC')).toBe(false);
  });
});

describe('parameters of the battery', () => {
  const ARDUPILOT = { type: 2, autopilot: 3 };
  const PX4 = { type: 2, autopilot: 12 };
  const REAL32 = 9;
  const parameter = (param_id: string, param_value: number, param_type = REAL32) =>
    ({ param_id, param_value, param_type }) as const;

  it('are its own limits, of volts and of charge', () => {
    const values = fresh()
      .take('HEARTBEAT', ARDUPILOT)
      .take('PARAM_VALUE', parameter('BATT_CAPACITY', 5000, 6))
      .take('PARAM_VALUE', parameter('BATT_LOW_VOLT', 14.2))
      .take('PARAM_VALUE', parameter('BATT_CRT_VOLT', 13.5))
      .take('PARAM_VALUE', parameter('BATT_LOW_MAH', 1500))
      .take('PARAM_VALUE', parameter('BATT_CRT_MAH', 500))
      .take('PARAM_VALUE', parameter('BATT_ARM_VOLT', 15))
      .values();
    expect(values).toMatchObject({
      ...{
        batteryCapacityMah: 5000,
        batteryLowPercent: expect.closeTo(30),
        batteryCriticalPercent: expect.closeTo(10),
      },
      ...{ batteryLowV: expect.closeTo(14.2), batteryCriticalV: expect.closeTo(13.5) },
    });
  });

  it('are shares with a PX4, whose whole numbers are no numbers on the wire', () => {
    const values = fresh()
      .take('HEARTBEAT', PX4)
      .take('PARAM_VALUE', parameter('BAT_LOW_THR', 0.2))
      .take('PARAM_VALUE', parameter('BAT_CRIT_THR', 0.07))
      .take('PARAM_VALUE', parameter('BAT1_CAPACITY', 3300))
      .take('PARAM_VALUE', parameter('BATT_LOW_VOLT', 14, 6))
      .values();
    expect(values).toMatchObject({ batteryLowPercent: expect.closeTo(20), batteryCriticalPercent: expect.closeTo(7) });
    expect(values).toMatchObject({ batteryCapacityMah: 3300 });
    expect(values.batteryLowV).toBeUndefined();
  });

  it.each([0, -1, Number.NaN])('are none where they are %s, which switches them off', (value) => {
    const board = fresh().take('HEARTBEAT', ARDUPILOT).take('PARAM_VALUE', parameter('BATT_LOW_VOLT', 14.2));
    expect(board.values().batteryLowV).toBeCloseTo(14.2);
    expect(board.take('PARAM_VALUE', parameter('BATT_LOW_VOLT', value)).values().batteryLowV).toBeUndefined();
  });

  it('say nothing of charge without a capacity, or more than it', () => {
    const board = fresh().take('HEARTBEAT', ARDUPILOT).take('PARAM_VALUE', parameter('BATT_LOW_MAH', 1500));
    expect(board.values().batteryLowPercent).toBeUndefined();
    board.take('PARAM_VALUE', parameter('BATT_CAPACITY', 1000)).take('PARAM_VALUE', parameter('BATT_LOW_MAH', 1500));
    expect(board.values().batteryLowPercent).toBeUndefined();
  });
});
