import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import type { Location } from '#core/protocols/jt808/messages/location';
import { safetyAlarmItem } from '#core/protocols/jt808/safety-alarms';
import { driveReport } from './drive';

/** Reports that it has saved up when it comes. */
const SAVED = 5;
const OVERSPEED = 1 << 1;

/** Where a simulated vehicle is, report by report, with an alarm of its driver's assistance each time it gets too fast. */
export class Reports {
  readonly #terminalId: string;
  #wasFast = false;
  #alarms = 0;

  constructor(phone: string) {
    this.#terminalId = phone.slice(-7);
  }

  /** Where it is now. */
  now(): Location {
    const report = driveReport(performance.now() / 1000, Date.now());
    const isFast = (report.alarmFlag & OVERSPEED) !== 0;
    const begins = isFast && !this.#wasFast;
    this.#wasFast = isFast;
    return begins ? { ...report, additional: [...report.additional, this.#alarm(report)] } : report;
  }

  /** Where it was on its way here, a report a second. */
  saved(): Location[] {
    return Array.from({ length: SAVED }, (_, at) => {
      const ago = SAVED - at;
      return driveReport(performance.now() / 1000 - ago, Date.now() - ago * 1000);
    });
  }

  #alarm({ speed, altitude, latitude, longitude, time }: Location) {
    return safetyAlarmItem({
      ...{ system: 'adas', alarmNumber: ++this.#alarms, flag: 0, type: 3, level: 1, speed: Math.round(speed / 10) },
      ...{ altitude, latitude, longitude, time, vehicleStatus: 0 },
      id: {
        ...{ terminalId: this.#terminalId, time: bcdTimeOf(Date.now()), sequence: 0 },
        ...{ attachments: 1, reserved: 0, isLong: false },
      },
    });
  }
}
