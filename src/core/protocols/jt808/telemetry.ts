import type { Telemetry } from '../../telemetry/telemetry';
import { readAdditional } from './additional';
import { alarmKeys, videoAlarmKeys } from './alarms';
import { unixMsOfBcdTime } from './bytes/bcd';
import { type BasicLocation, type Location, STATUS } from './messages/location';
import { readSafetyAlarms } from './safety-alarms';

/** km/h × 10 → m/s. */
const MPS = 36;
/** Degrees × 10⁶. */
const DEGREE = 1e6;
/** `flag` of an alarm of active safety that is over. */
const ENDS = 2;

/**
 * What a location report says of its vehicle. While it is not positioned, position, altitude, speed and heading are what
 * it last knew, or zero, and are unknown here; so is what no vehicle can have.
 */
export function telemetryOfLocation(report: Location): Telemetry {
  const additional = readAdditional(report.additional);
  const sentMs = unixMsOfBcdTime(report.time);
  const safety = readSafetyAlarms(report.additional).filter(({ flag }) => flag !== ENDS);
  const alarms = [
    ...new Set([
      ...alarmKeys(report.alarmFlag),
      ...videoAlarmKeys(additional.videoAlarm ?? 0),
      ...safety.flatMap(({ keys }) => keys),
    ]),
  ];
  return {
    ...(report.status & STATUS.positioned ? motionOf(report) : {}),
    armed: (report.status & STATUS.acc) !== 0,
    ...(additional.satellites === undefined ? {} : { satellites: additional.satellites }),
    ...(sentMs === undefined ? {} : { hostTimeUs: sentMs * 1000 }),
    ...(alarms.length > 0 ? { alarms } : {}),
  };
}

/** Where and how fast, of a report that is positioned. */
export function motionOf(report: BasicLocation): Telemetry {
  const latitudeDeg = signed(report.latitude, (report.status & STATUS.south) !== 0) / DEGREE;
  const longitudeDeg = signed(report.longitude, (report.status & STATUS.west) !== 0) / DEGREE;
  const placed = Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180;
  const { altitude, speed, direction } = report;
  return {
    ...(placed ? { latitudeDeg, longitudeDeg } : {}),
    ...(altitude === 0xffff ? {} : { altitudeM: altitude }),
    ...(speed === 0xffff ? {} : { groundSpeedMps: speed / MPS }),
    ...(direction > 360 ? {} : { headingDeg: direction % 360 }),
  };
}

/** The sign is a bit of the status; some terminals give a negative number as well. */
function signed(value: number, negative: boolean): number {
  const magnitude = Math.abs(value | 0);
  return negative || (value | 0) < 0 ? -magnitude : magnitude;
}
