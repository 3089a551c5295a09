/** How much a value wants the pilot's attention. */
export type Level = 'normal' | 'caution' | 'warning';

/** Below these shares of its charge a battery is low, and then critical. */
const BATTERY_CAUTION_PERCENT = 25;
const BATTERY_WARNING_PERCENT = 15;

/** A Raspberry Pi begins to throttle at 80 °C and throttles hard at 85 °C; the caution comes before the first. */
const CPU_CAUTION_C = 75;
const CPU_WARNING_C = 82;

/** GPS_FIX_TYPE 0 and 1 are "no GPS" and "no fix". */
const FIX_TYPE_2D = 2;

/** An unknown charge is normal: nothing was said, so nothing is warned of. */
export function batteryLevel(percent: number | undefined): Level {
  if (percent === undefined) return 'normal';
  if (percent < BATTERY_WARNING_PERCENT) return 'warning';
  return percent < BATTERY_CAUTION_PERCENT ? 'caution' : 'normal';
}

/** An unknown temperature is normal. */
export function cpuLevel(celsius: number | undefined): Level {
  if (celsius === undefined) return 'normal';
  if (celsius >= CPU_WARNING_C) return 'warning';
  return celsius >= CPU_CAUTION_C ? 'caution' : 'normal';
}

/** Caution while the receiver says that it has no position; an unknown fix is normal. */
export function gpsLevel(fixType: number | undefined): Level {
  return fixType !== undefined && fixType < FIX_TYPE_2D ? 'caution' : 'normal';
}
