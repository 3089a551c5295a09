import { MAX_TELEMETRY_SHIFT_US } from '#contracts/playback';
import type { TelemetrySample, TimeRange } from '../../playback/medium';
import type { TelemetryTrack } from './telemetry-track';
import type { Tlog } from './tlog';

/**
 * A log under a film. By the clocks of both where they meet; where they do not, as the clock of a camera that was never set, both
 * begin together.
 */
export class TlogTelemetry implements TelemetryTrack {
  readonly marks = [];
  readonly #tlog: Tlog;
  readonly #film: () => TimeRange | undefined;
  #offsetUs: number;

  /** @param film from when to when it lies, on the wall's clock, as far as is known @param offsetUs what the log's times are moved by: more is later */
  constructor(tlog: Tlog, film: () => TimeRange | undefined, offsetUs: number) {
    this.#tlog = tlog;
    this.#film = film;
    this.#offsetUs = offsetUs;
  }

  get track(): readonly TelemetrySample[] {
    const shiftUs = this.#toFilmUs;
    const { beginUs = 0, endUs = 0 } = this.#film() ?? {};
    return this.#tlog.track
      .map(({ timeUs, values }) => ({ timeUs: timeUs + shiftUs, values }))
      .filter(({ timeUs }) => timeUs >= beginUs && timeUs <= endUs);
  }

  get shiftUs(): number {
    return this.#offsetUs;
  }

  shift(byUs: number): void {
    this.#offsetUs = Math.min(MAX_TELEMETRY_SHIFT_US, Math.max(-MAX_TELEMETRY_SHIFT_US, this.#offsetUs + byUs));
  }

  scan(): Promise<void> {
    return this.#tlog.scanned;
  }

  async at(us: number, knownUs?: number): Promise<TelemetrySample | undefined> {
    const shiftUs = this.#toFilmUs;
    const found = await this.#tlog.at(us - shiftUs);
    const timeUs = found && Math.min(us, found.lastUs + shiftUs);
    return found && timeUs !== undefined && timeUs !== knownUs ? { timeUs, values: found.values } : undefined;
  }

  close(): Promise<void> {
    return this.#tlog.close();
  }

  /** What takes a time of the log to the film's clock. Known for good once all of the log was read. */
  get #toFilmUs(): number {
    const { beginUs = 0, endUs = 0 } = this.#tlog.range ?? {};
    const film = this.#film() ?? { beginUs: 0, endUs: 0 };
    const meets = beginUs + this.#offsetUs <= film.endUs && endUs + this.#offsetUs >= film.beginUs;
    return meets ? this.#offsetUs : film.beginUs - beginUs + this.#offsetUs;
  }
}
