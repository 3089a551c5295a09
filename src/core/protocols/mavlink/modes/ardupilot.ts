// not shown in this file: names that the firmware gives its modes, which pilots know in every language
/** Vehicles as ArduPilot builds them: each has modes of its own. */
export type ArduPilotVehicle = 'copter' | 'plane' | 'rover' | 'sub';

type Modes = Readonly<Record<number, string>>;

/** `custom_mode` of HEARTBEAT by its number: ArduPilot's `COPTER_MODE`, `PLANE_MODE`, `ROVER_MODE`, `SUB_MODE`. */
export const ARDUPILOT_MODES: Readonly<Record<ArduPilotVehicle, Modes>> = {
  copter: {
    ...{ 0: 'Stabilize', 1: 'Acro', 2: 'Alt Hold', 3: 'Auto', 4: 'Guided', 5: 'Loiter', 6: 'RTL', 7: 'Circle' },
    ...{ 9: 'Land', 11: 'Drift', 13: 'Sport', 14: 'Flip', 15: 'Autotune', 16: 'PosHold', 17: 'Brake', 18: 'Throw' },
    ...{ 19: 'Avoid ADSB', 20: 'Guided NoGPS', 21: 'Smart RTL', 22: 'FlowHold', 23: 'Follow', 24: 'ZigZag' },
    ...{ 25: 'SystemID', 26: 'Autorotate', 27: 'Auto RTL', 28: 'Turtle' },
  },
  plane: {
    ...{ 0: 'Manual', 1: 'Circle', 2: 'Stabilize', 3: 'Training', 4: 'Acro', 5: 'FBWA', 6: 'FBWB', 7: 'Cruise' },
    ...{ 8: 'Autotune', 10: 'Auto', 11: 'RTL', 12: 'Loiter', 13: 'Takeoff', 14: 'Avoid ADSB', 15: 'Guided' },
    ...{ 16: 'Initialising', 17: 'QStabilize', 18: 'QHover', 19: 'QLoiter', 20: 'QLand', 21: 'QRTL', 22: 'QAutotune' },
    ...{ 23: 'QAcro', 24: 'Thermal', 25: 'Loiter to QLand', 26: 'Autoland' },
  },
  rover: {
    ...{ 0: 'Manual', 1: 'Acro', 3: 'Steering', 4: 'Hold', 5: 'Loiter', 6: 'Follow', 7: 'Simple', 8: 'Dock' },
    ...{ 9: 'Circle', 10: 'Auto', 11: 'RTL', 12: 'Smart RTL', 15: 'Guided', 16: 'Initialising' },
  },
  sub: {
    ...{ 0: 'Stabilize', 1: 'Acro', 2: 'Alt Hold', 3: 'Auto', 4: 'Guided', 7: 'Circle', 9: 'Surface', 16: 'PosHold' },
    ...{ 19: 'Manual', 20: 'Motor Detect', 21: 'SurfTrak' },
  },
};

/** MAV_TYPE → vehicle. Quadplanes and other VTOL (19..25) are planes. */
const VEHICLES: readonly (readonly [vehicle: ArduPilotVehicle, types: readonly number[]])[] = [
  ['copter', [2, 3, 4, 13, 14, 15, 29, 35, 43]],
  ['plane', [1, 19, 20, 21, 22, 23, 24, 25, 28]],
  ['rover', [10, 11]],
  ['sub', [12]],
];

/** @param type MAV_TYPE. @returns `undefined` for a type that has no modes here, such as an antenna tracker */
export function arduPilotVehicleOf(type: number): ArduPilotVehicle | undefined {
  return VEHICLES.find(([, types]) => types.includes(type))?.[0];
}
