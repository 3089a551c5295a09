import type { Telemetry } from './telemetry';

/** Mean radius of the earth (IUGG), metres. */
const EARTH_RADIUS_M = 6_371_009;
const RADIANS = Math.PI / 180;

/** Adds how far home is and where it lies, where both places are known. */
export function withHome(telemetry: Telemetry): Telemetry {
  const { latitudeDeg, longitudeDeg, homeLatitudeDeg, homeLongitudeDeg } = telemetry;
  if (latitudeDeg === undefined || longitudeDeg === undefined) return telemetry;
  if (homeLatitudeDeg === undefined || homeLongitudeDeg === undefined) return telemetry;
  const [from, to] = [latitudeDeg * RADIANS, homeLatitudeDeg * RADIANS];
  const east = (homeLongitudeDeg - longitudeDeg) * RADIANS;
  const haversine = Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(east / 2) ** 2;
  const homeDistanceM = 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(haversine)));
  const bearing = Math.atan2(
    Math.sin(east) * Math.cos(to),
    Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east),
  );
  return { ...telemetry, homeDistanceM, homeBearingDeg: (bearing / RADIANS + 360) % 360 };
}
