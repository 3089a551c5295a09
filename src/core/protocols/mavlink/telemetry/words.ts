// not shown in this file: the vehicle's own words, as the standard has them
/** MAV_STATE. */
const SYSTEM_STATUS = [
  undefined,
  'boot',
  'calibrating',
  'standby',
  'active',
  'critical',
  'emergency',
  'power off',
  'terminated',
];
/** MAV_LANDED_STATE. */
const LANDED_STATE = [undefined, 'on ground', 'in air', 'taking off', 'landing'];

export const systemStatusText = (state: number | undefined): string | undefined => SYSTEM_STATUS[state ?? 0];

export const landedStateText = (state: number | undefined): string | undefined => LANDED_STATE[state ?? 0];
