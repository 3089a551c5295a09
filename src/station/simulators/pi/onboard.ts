import type { Telemetry } from '#core/telemetry/telemetry';

const FULL_PERCENT = 97;
const EMPTY_PERCENT = 11;
/** From full to empty in about 21 minutes. */
const SECONDS_A_PERCENT = 15;

/** What a loop of 20 s cannot hold: the battery empties while the simulator runs. */
export function batteryAfter(seconds: number): Pick<Telemetry, 'batteryV' | 'batteryPercent'> {
  const percent = Math.max(EMPTY_PERCENT, FULL_PERCENT - seconds / SECONDS_A_PERCENT);
  return { batteryPercent: Math.floor(percent), batteryV: Math.round((13.9 + 0.028 * percent) * 1000) / 1000 };
}

/** Steady values and stick positions that go with the attitude. */
export function crewAndReceiver({ rollDeg = 0, pitchDeg = 0, throttlePercent = 0 }: Telemetry): Telemetry {
  const stick = (deflection: number) => Math.round(1500 + Math.max(-400, Math.min(400, deflection)));
  return {
    satellites: 14,
    fixType: 3,
    hdop: 0.7,
    vdop: 1.1,
    rcChannelsUs: [stick(rollDeg * 8), stick(pitchDeg * 12), 1100 + throttlePercent * 8, 1500, 1800, 1000, 1000, 1500],
  };
}
