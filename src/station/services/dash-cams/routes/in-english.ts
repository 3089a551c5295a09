import type { Vehicle } from '#contracts/vehicles';
import { alarmText } from '#core/telemetry/alarm-text';
import { english } from '#core/texts/english';

/** A vehicle as programs are told of it. */
export function inEnglish(vehicle: Vehicle): Vehicle {
  const { safetyAlarm } = vehicle;
  const words = (alarms: readonly string[]) => alarms.map((alarm) => english(alarmText(alarm)));
  return {
    ...vehicle,
    alarms: words(vehicle.alarms),
    ...(safetyAlarm && { safetyAlarm: { ...safetyAlarm, alarms: words(safetyAlarm.alarms) } }),
  };
}
