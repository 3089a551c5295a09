// not shown in this file: names of modes, which pilots know in every language
import { ARDUPILOT_MODES, arduPilotVehicleOf } from './ardupilot';
import { px4Mode } from './px4';

/** MAV_AUTOPILOT. */
export const AUTOPILOT = { GENERIC: 0, ARDUPILOTMEGA: 3, INVALID: 8, PX4: 12 } as const;
/** MAV_MODE_FLAG of `base_mode`. */
const CUSTOM_MODE_ENABLED = 1;
const SAFETY_ARMED = 128;
/** The flags that say something of a mode where the firmware has no modes of its own, the strongest first. */
const FLAGS = [
  [4, 'Auto'],
  [8, 'Guided'],
  [16, 'Stabilized'],
  [64, 'Manual'],
] as const;

export interface HeartbeatMode {
  readonly autopilot: number | undefined;
  readonly type: number | undefined;
  readonly base_mode: number | undefined;
  readonly custom_mode: number | undefined;
}

/** The mode's name, as its firmware calls it; of one that is not known `Mode 99`; `undefined` where none is told. */
export function modeOf(heartbeat: HeartbeatMode): string | undefined {
  const { autopilot, type = 0, base_mode = 0, custom_mode = 0 } = heartbeat;
  if (!(base_mode & CUSTOM_MODE_ENABLED)) return FLAGS.find(([flag]) => base_mode & flag)?.[1];
  if (autopilot === AUTOPILOT.PX4) return px4Mode(custom_mode) ?? numbered((custom_mode >>> 16) & 0xff);
  const vehicle = autopilot === AUTOPILOT.ARDUPILOTMEGA ? arduPilotVehicleOf(type) : undefined;
  return (vehicle && ARDUPILOT_MODES[vehicle][custom_mode]) ?? numbered(custom_mode);
}

export function isArmed({ base_mode = 0 }: HeartbeatMode): boolean {
  return (base_mode & SAFETY_ARMED) !== 0;
}

const numbered = (mode: number) => `Mode ${mode}`;
