/**
 * What the bits of a report's `alarmFlag` mean, bit 0 first (JT/T 808-2019, table 24).
 * In short words, as an instrument shows them.
 */
const ALARMS: readonly string[] = [
  'Emergency',
  'Overspeed',
  'Fatigue',
  'Dangerous driving',
  'GNSS fault',
  'GNSS antenna open',
  'GNSS antenna short',
  'Main power low',
  'Main power lost',
  'Display fault',
  'Speech fault',
  'Camera fault',
  'Card reader fault',
  'Overspeed warning',
  'Fatigue warning',
  'Illegal driving',
  'Tyre pressure',
  'Right blind spot',
  'Driving time today',
  'Parking time',
  'Area',
  'Route',
  'Route time',
  'Off route',
  'Speed sensor fault',
  'Fuel',
  'Theft',
  'Illegal ignition',
  'Illegal movement',
  'Collision',
  'Rollover',
  'Door opened',
];

/** What item 0x14 adds, bit 0 first (JT/T 1078-2016, table 14). */
const VIDEO_ALARMS: readonly string[] = [
  'Video signal lost',
  'Video covered',
  'Storage fault',
  'Other video fault',
  'Overcrowded',
  'Abnormal driving',
  'Alarm storage full',
];

export function alarmNames(alarmFlag: number): string[] {
  return namesOf(alarmFlag, ALARMS);
}

export function videoAlarmNames(videoAlarm: number): string[] {
  return namesOf(videoAlarm, VIDEO_ALARMS);
}

function namesOf(flags: number, names: readonly string[]): string[] {
  return names.filter((_, bit) => ((flags >>> bit) & 1) === 1);
}
