import { additionalItem } from '#core/protocols/jt808/additional';
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { type Location, STATUS } from '#core/protocols/jt808/messages/location';

/** Around People's Park in Shanghai. */
const CENTRE = { latitudeDeg: 31.2321, longitudeDeg: 121.4698 };
const RADIUS_M = 600;
const METRES_PER_DEGREE = 111_320;
/** Its speed goes up and down, and over the limit at its best. */
const MEAN_MPS = 13;
const SWING_MPS = 5;
const SWING_S = 40;
const LIMIT_MPS = 16.7;
const OVERSPEED = 1 << 1;

/** Where a vehicle that drives in a circle is, as 0x0200 tells it. @param seconds since it set off */
export function driveReport(seconds: number, nowMs: number): Location {
  const swing = (2 * Math.PI) / SWING_S;
  const speedMps = MEAN_MPS + SWING_MPS * Math.sin(swing * seconds);
  const metres = MEAN_MPS * seconds + (SWING_MPS / swing) * (1 - Math.cos(swing * seconds));
  // Clockwise from the north.
  const bearing = metres / RADIUS_M;
  const north = RADIUS_M * Math.cos(bearing);
  const east = RADIUS_M * Math.sin(bearing);
  const metresPerDegreeEast = METRES_PER_DEGREE * Math.cos((CENTRE.latitudeDeg * Math.PI) / 180);
  return {
    alarmFlag: speedMps > LIMIT_MPS ? OVERSPEED : 0,
    status: STATUS.acc | STATUS.positioned,
    latitude: Math.round((CENTRE.latitudeDeg + north / METRES_PER_DEGREE) * 1e6),
    longitude: Math.round((CENTRE.longitudeDeg + east / metresPerDegreeEast) * 1e6),
    altitude: 12,
    speed: Math.round(speedMps * 36),
    direction: Math.floor((90 + (bearing * 180) / Math.PI) % 360),
    time: bcdTimeOf(nowMs),
    additional: [
      additionalItem('mileage', Math.round(metres / 100)),
      additionalItem('signalStrength', 28),
      additionalItem('satellites', 14),
    ],
  };
}
