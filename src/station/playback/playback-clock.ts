/** Which moment is played: it runs at a rate from where it was set. The same orders give several streams one step. µs. */
export interface ClockSetting {
  /** The moment that was played when it was set. */
  readonly atUs: number;
  /** When that was, on the station's clock. */
  readonly setUs: number;
  readonly rate: number;
}

export const CLOCK_AT_ZERO: ClockSetting = { atUs: 0, setUs: 0, rate: 0 };

/** The moment that is played now. */
export function playedUs({ atUs, setUs, rate }: ClockSetting, nowUs: number): number {
  return atUs + (nowUs - setUs) * rate;
}

/** How long until a moment is played; negative where it is past. */
export function untilUs(clock: ClockSetting, us: number, nowUs: number): number {
  return (us - playedUs(clock, nowUs)) / clock.rate;
}
