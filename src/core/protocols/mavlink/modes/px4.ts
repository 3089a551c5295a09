// not shown in this file: names that the firmware gives its modes, which pilots know in every language
type Modes = Readonly<Record<number, string>>;

/** PX4_CUSTOM_MAIN_MODE, the third byte of `custom_mode`. */
const MAIN: Modes = {
  ...{ 1: 'Manual', 2: 'Altitude', 3: 'Position', 4: 'Auto', 5: 'Acro', 6: 'Offboard', 7: 'Stabilized' },
  ...{ 8: 'Rattitude', 9: 'Simple', 10: 'Termination', 11: 'Altitude Cruise' },
};

/** PX4_CUSTOM_SUB_MODE, the fourth byte, of main modes that have some. */
const SUB: Readonly<Record<number, Modes>> = {
  3: { 1: 'Orbit', 2: 'Position Slow' },
  4: {
    ...{ 1: 'Ready', 2: 'Takeoff', 3: 'Hold', 4: 'Mission', 5: 'Return', 6: 'Land', 7: 'Return to Groundstation' },
    ...{ 8: 'Follow Me', 9: 'Precision Land', 10: 'VTOL Takeoff' },
  },
};

/** @param customMode of HEARTBEAT. @returns `undefined` for a mode that is not known */
export function px4Mode(customMode: number): string | undefined {
  const main = (customMode >>> 16) & 0xff;
  return SUB[main]?.[customMode >>> 24] ?? MAIN[main];
}
