import { randomBytes } from 'node:crypto';
import type { VehicleAlarm } from '#contracts/vehicle-files';
import type { AlarmId } from '#core/protocols/jt808/messages/alarm-id';
import type { BasicLocation } from '#core/protocols/jt808/messages/location';
import { STATUS } from '#core/protocols/jt808/messages/location';
import { alarmTimeMs, type SafetyAlarm } from '#core/protocols/jt808/safety-alarms';
import { motionOf } from '#core/protocols/jt808/telemetry';

/** Alarms of one vehicle that are remembered. */
const MAX_ALARMS = 100;
const MAX_FILES = 64;
/** `flag` of an alarm that is over. */
const ENDS = 2;

/** One alarm, and what became of its files. */
export interface LoggedAlarm {
  readonly id: string;
  readonly alarm: SafetyAlarm;
  readonly beganMs: number;
  endedMs?: number;
  asked: VehicleAlarm['asked'];
  /** What its files come under: known to the terminal that was asked for them alone. */
  readonly number: string;
  readonly files: string[];
}

/** A vehicle's last alarms of active safety. */
export class SafetyLog {
  readonly #alarms = new Map<string, LoggedAlarm>();

  /**
   * Takes what a report says.
   *
   * @param nowMs stands for a time that is none
   * @returns `undefined` where it was known, and this is its end or the same again
   */
  take(alarm: SafetyAlarm, nowMs: number): LoggedAlarm | undefined {
    const id = idOf(alarm);
    const timeMs = alarmTimeMs(alarm) ?? nowMs;
    const known = this.#alarms.get(id);
    if (known) {
      if (alarm.flag === ENDS) known.endedMs ??= timeMs;
      return undefined;
    }
    const logged: LoggedAlarm = {
      id,
      alarm,
      beganMs: timeMs,
      ...(alarm.flag === ENDS && { endedMs: timeMs }),
      asked: 'no',
      // 32 bytes of text, as 0x9208 has it.
      number: randomBytes(16).toString('hex'),
      files: [],
    };
    this.#alarms.set(id, logged);
    if (this.#alarms.size > MAX_ALARMS) this.#alarms.delete(this.#alarms.keys().next().value ?? '');
    return logged;
  }

  get(id: string): LoggedAlarm | undefined {
    return this.#alarms.get(id);
  }

  /** Newest first. */
  list(): readonly LoggedAlarm[] {
    return [...this.#alarms.values()].sort((a, b) => b.beganMs - a.beganMs);
  }
}

/** One more of an alarm's files has come. */
export function addFile(logged: LoggedAlarm, file: string): void {
  if (logged.files.length < MAX_FILES) logged.files.push(file);
}

/** As people and programs are told of it. */
export function describeAlarm({ id, alarm, beganMs, endedMs, asked, files }: LoggedAlarm): VehicleAlarm {
  const { latitudeDeg, longitudeDeg } = placeOf(alarm);
  return {
    id,
    system: alarm.system,
    alarms: [...alarm.keys],
    type: alarm.type,
    level: alarm.level,
    beganMs,
    ...(endedMs !== undefined && { endedMs }),
    ...(latitudeDeg !== undefined && { latitudeDeg }),
    ...(longitudeDeg !== undefined && { longitudeDeg }),
    groundSpeedMps: alarm.speed / 3.6,
    attachments: alarm.id.attachments,
    asked,
    files: [...files],
  };
}

/** An alarm that is told again, or ends, is the same: its name, and which system it is of. */
function idOf({ system, id, alarmNumber }: SafetyAlarm): string {
  return `${system}-${safeTime(id)}-${id.sequence}-${alarmNumber}`;
}

function safeTime({ time }: AlarmId): string {
  return time.replace(/[^0-9a-f]/g, '');
}

function placeOf(alarm: SafetyAlarm) {
  const { latitude, longitude, altitude, time } = alarm;
  // Bit 10 says that it is positioned; some never set it: zeros are no place then.
  const status = latitude === 0 && longitude === 0 ? 0 : STATUS.positioned;
  const report: BasicLocation = { alarmFlag: 0, status, latitude, longitude, altitude, speed: 0, direction: 0, time };
  return status === 0 ? {} : motionOf(report);
}
