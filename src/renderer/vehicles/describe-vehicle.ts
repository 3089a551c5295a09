import type { Vehicle, VehicleRecording } from '#contracts/vehicles';
import { formatHeading, formatLatitude, formatLongitude, formatNumber, UNKNOWN } from '#core/telemetry/format';

/** What a vehicle is called: its plate, or where it has none its number. */
export function vehicleName({ plate, sim }: Vehicle): string {
  return plate || sim;
}

/** Whether it is there, in words. */
export function presenceOf({ online, sinceMs }: Vehicle): string {
  return `${online ? 'Connected' : 'Gone'} since ${clockTime(sinceMs)}`;
}

/** Where it is and how fast, as rows of a name and a value. What it did not say is a dash. */
export function factsOf(vehicle: Vehicle): readonly (readonly [string, string])[] {
  const { latitudeDeg, longitudeDeg, groundSpeedMps, headingDeg, reportedMs, alarms } = vehicle;
  const kilometres = groundSpeedMps === undefined ? UNKNOWN : `${formatNumber(groundSpeedMps * 3.6, 0)} km/h`;
  return [
    ['Position', `${formatLatitude(latitudeDeg)}, ${formatLongitude(longitudeDeg)}`],
    ['Speed', kilometres],
    ['Heading', formatHeading(headingDeg, 0)],
    ['Reported', reportedMs === undefined ? UNKNOWN : clockTime(reportedMs)],
    ['Alarms', alarms.length === 0 ? 'none' : alarms.join(', ')],
  ];
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
