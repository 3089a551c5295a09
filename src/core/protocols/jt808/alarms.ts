/**
 * What the bits of a report's `alarmFlag` mean, bit 0 first (JT/T 808-2019, table 24). The catalogue of texts has each
 * under `alarm.`.
 */
export const ALARMS = [
  'emergency',
  'overspeed',
  'fatigue',
  'dangerousDriving',
  'gnssFault',
  'gnssAntennaOpen',
  'gnssAntennaShort',
  'mainPowerLow',
  'mainPowerLost',
  'displayFault',
  'speechFault',
  'cameraFault',
  'cardReaderFault',
  'overspeedWarning',
  'fatigueWarning',
  'illegalDriving',
  'tyrePressure',
  'rightBlindSpot',
  'drivingTimeToday',
  'parkingTime',
  'area',
  'route',
  'routeTime',
  'offRoute',
  'speedSensorFault',
  'fuel',
  'theft',
  'illegalIgnition',
  'illegalMovement',
  'collision',
  'rollover',
  'doorOpened',
] as const;

/** What item 0x14 adds, bit 0 first (JT/T 1078-2016, table 14). */
export const VIDEO_ALARMS = [
  'videoSignalLost',
  'videoCovered',
  'storageFault',
  'otherVideoFault',
  'overcrowded',
  'abnormalDriving',
  'alarmStorageFull',
] as const;

/** Of item 0x25, bit 0 first: what is switched on (JT/T 808-2019, table 31). */
const VEHICLE_SIGNALS = [
  'lowBeam',
  'highBeam',
  'rightTurn',
  'leftTurn',
  'brake',
  'reverse',
  'fogLight',
  'markerLight',
  'horn',
  'airConditioning',
  'neutral',
  'retarder',
  'abs',
  'heater',
  'clutch',
] as const;

export function signalKeys(vehicleSignals: number): string[] {
  return keysOf(vehicleSignals, VEHICLE_SIGNALS);
}

export function alarmKeys(alarmFlag: number): string[] {
  return keysOf(alarmFlag, ALARMS);
}

export function videoAlarmKeys(videoAlarm: number): string[] {
  return keysOf(videoAlarm, VIDEO_ALARMS);
}

function keysOf(flags: number, keys: readonly string[]): string[] {
  return keys.filter((_, bit) => ((flags >>> bit) & 1) === 1);
}
