import type { Telemetry } from '#core/telemetry/telemetry';

/** One point a second: a plot is no finer. */
const APART_US = 1e6;
/** At most so many, whatever the rewind's length. */
const MAX = 3600;

/** Values of the plot below a timeline, and of the trail on the map, and when they came: µs on the station's monotonic clock. */
export interface TrackSample {
  readonly timeUs: number;
  readonly values: Pick<Telemetry, 'altitudeM' | 'groundSpeedMps' | 'latitudeDeg' | 'longitudeDeg'>;
}

/** What of the telemetry a timeline plots and a map draws, thinned to one point a second. Bounded. */
export class TelemetryTrack {
  #samples: TrackSample[] = [];

  get samples(): readonly TrackSample[] {
    return this.#samples;
  }

  add({ altitudeM, groundSpeedMps, latitudeDeg, longitudeDeg }: Telemetry, timeUs: number): void {
    const last = this.#samples.at(-1);
    if (last && timeUs - last.timeUs < APART_US) return;
    this.#samples.push({
      timeUs,
      values: {
        ...(altitudeM !== undefined && { altitudeM }),
        ...(groundSpeedMps !== undefined && { groundSpeedMps }),
        ...(latitudeDeg !== undefined && longitudeDeg !== undefined && { latitudeDeg, longitudeDeg }),
      },
    });
    if (this.#samples.length > MAX) this.#samples = this.#samples.slice(MAX / 10);
  }

  forgetBefore(us: number): void {
    const kept = this.#samples.findIndex(({ timeUs }) => timeUs >= us);
    if (kept !== 0) this.#samples = kept < 0 ? [] : this.#samples.slice(kept);
  }
}
