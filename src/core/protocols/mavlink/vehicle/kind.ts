// not shown in this file: names of the standard, as pilots know them
import { AUTOPILOT } from '../modes/mode';
import type { Vehicle } from './vehicle';

/** MAV_TYPE by its number: those that are met. */
const TYPES: Readonly<Record<number, string>> = {
  ...{ 0: 'Generic', 1: 'Fixed wing', 2: 'Quadrotor', 3: 'Coaxial', 4: 'Helicopter', 5: 'Antenna tracker' },
  ...{ 6: 'Ground station', 10: 'Ground rover', 11: 'Surface boat', 12: 'Submarine', 13: 'Hexarotor', 14: 'Octorotor' },
  ...{ 15: 'Tricopter', 18: 'Onboard controller', 20: 'VTOL', 21: 'VTOL', 22: 'VTOL', 26: 'Gimbal', 27: 'ADS-B' },
  ...{ 30: 'Camera', 33: 'FLARM', 34: 'Battery' },
};
const AUTOPILOTS: Readonly<Record<number, string>> = { [AUTOPILOT.ARDUPILOTMEGA]: 'ArduPilot', [AUTOPILOT.PX4]: 'PX4' };

/** What a MAV_TYPE is called. */
export function typeName(type: number): string {
  return TYPES[type] ?? `MAV_TYPE ${type}`;
}

/** `Quadrotor, ArduPilot`; empty before its autopilot was heard. */
export function vehicleKind({ heartbeat }: Pick<Vehicle, 'heartbeat'>): string {
  if (!heartbeat) return '';
  return `${typeName(heartbeat.type)}, ${AUTOPILOTS[heartbeat.autopilot] ?? `autopilot ${heartbeat.autopilot}`}`;
}
