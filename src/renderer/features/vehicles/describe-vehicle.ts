import type { Vehicle, VehicleRecording } from '#contracts/vehicles';
import { alarmText } from '#core/telemetry/alarm-text';
import { formatHeading, formatLatitude, formatLongitude, formatNumber, UNKNOWN } from '#core/telemetry/format';
import type { Units } from '#core/telemetry/units/choice';
import { toUnit } from '#core/telemetry/units/convert';
import { UNITS } from '#core/telemetry/units/table';
import { type PlainTextId, type Text, text, verbatim } from '#core/texts/text';

/** What a vehicle is called: its plate, or where it has none its number. */
export function vehicleName({ plate, sim }: Vehicle): string {
  return plate || sim;
}

/** Whether it is there, in words. */
export function presenceOf({ online, sinceMs }: Vehicle): Text {
  return text(online ? 'vehicles.connectedSince' : 'vehicles.goneSince', { time: clockTime(sinceMs) });
}

type VehicleFact = readonly [name: PlainTextId, value: readonly Text[]];

/** Where it is and how fast, as rows of a name and what stands there. What it did not say is a dash. */
export function factsOf(vehicle: Vehicle, units: Units): readonly VehicleFact[] {
  const { latitudeDeg, longitudeDeg, groundSpeedMps, headingDeg, reportedMs, alarms } = vehicle;
  return [
    ['vehicles.position', [verbatim(`${formatLatitude(latitudeDeg)}, ${formatLongitude(longitudeDeg)}`)]],
    ['vehicles.speed', [verbatim(roadSpeed(groundSpeedMps, units))]],
    ['vehicles.heading', [verbatim(formatHeading(headingDeg, 0))]],
    ['vehicles.reported', [verbatim(reportedMs === undefined ? UNKNOWN : clockTime(reportedMs))]],
    ...reportedFacts(vehicle, units),
    ['vehicles.alarms', alarms.length === 0 ? [text('vehicles.noAlarms')] : alarms.map(alarmText)],
    ...safetyFact(vehicle),
  ];
}

/** No road has its limit in m/s: who reads those elsewhere reads km/h here. */
function roadSpeed(metresPerSecond: number | undefined, units: Units): string {
  if (metresPerSecond === undefined) return UNKNOWN;
  const unit = UNITS[units.speed === 'm/s' ? 'km/h' : units.speed];
  return `${formatNumber(toUnit(metresPerSecond, unit), 0)} ${unit.symbol}`;
}

/** What only some vehicles report: those that do not have no row. */
function reportedFacts({ mileageKm, fuelLitres }: Vehicle, units: Units): readonly VehicleFact[] {
  const far = UNITS[units.distance];
  const mileage = `${formatNumber(toUnit((mileageKm ?? 0) * 1000, far), 0)} ${far.symbol}`;
  const litres = formatNumber(fuelLitres ?? 0, 0);
  return [
    ...(mileageKm === undefined ? [] : [['vehicles.mileage', [verbatim(mileage)]] as const]),
    ...(fuelLitres === undefined ? [] : [['vehicles.fuel', [verbatim(`${litres} L`)]] as const]),
  ];
}

/** The last alarm of active safety, which may be over. */
function safetyFact({ safetyAlarm }: Vehicle): readonly VehicleFact[] {
  if (!safetyAlarm) return [];
  const what = safetyAlarm.alarms.length === 0 ? [text('vehicles.otherAlarm')] : safetyAlarm.alarms.map(alarmText);
  return [['vehicles.lastAlarm', [...what, verbatim(clockTime(safetyAlarm.beganMs))]]];
}

/** `08:00:00–08:05:00, 4.8 MB`. */
export function describeRecording({ fromMs, toMs, bytes }: VehicleRecording): string {
  return `${clockTime(fromMs)}–${clockTime(toMs)}, ${formatNumber(bytes / 1e6, 1)} MB`;
}

/** Those whose plate or number has these letters. */
export function matching(vehicles: readonly Vehicle[], letters: string): readonly Vehicle[] {
  const wanted = letters.trim().toLowerCase();
  return vehicles.filter(({ plate, sim }) => `${plate} ${sim}`.toLowerCase().includes(wanted));
}

/** `21 Nov 08:00:00`, the day only where it is not today. */
export function clockTime(ms: number, nowMs = Date.now()): string {
  const [date, now] = [new Date(ms), new Date(nowMs)];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  const isToday = date.toDateString() === now.toDateString();
  const day = isToday ? '' : `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} `;
  return day + time.join(':');
}

/** A time as `<input type="datetime-local">` has it. */
export function localInput(ms: number): string {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
