import type { TrackPoint } from '#contracts/vehicle-files';
import { unixMsOfBcdTime } from '#core/protocols/jt808/bytes/bcd';
import { type BasicLocation, STATUS } from '#core/protocols/jt808/messages/location';
import { motionOf } from '#core/protocols/jt808/telemetry';

/** Points of one vehicle: an hour of a report every 5 s. */
const MAX_POINTS = 720;
/** Points of all vehicles together, some 100 bytes each. */
const MAX_ALL_POINTS = 500_000;

/** How many points there are of all vehicles. */
export interface TrackBudget {
  points: number;
}

/** Where a vehicle was of late, in the order of its own times: reports that were saved up take their place. */
export class Track {
  readonly #budget: TrackBudget;
  readonly #points: TrackPoint[] = [];

  constructor(budget: TrackBudget) {
    this.#budget = budget;
  }

  /** Takes a report; one without place or time is none, and one of a time that is known says nothing new. */
  take(report: BasicLocation): void {
    const point = pointOf(report);
    if (!point) return;
    let at = this.#points.length;
    while (at > 0 && this.#points[at - 1]!.timeMs > point.timeMs) at--;
    if (this.#points[at - 1]?.timeMs === point.timeMs) return;
    const isFull = this.#points.length >= MAX_POINTS || this.#budget.points >= MAX_ALL_POINTS;
    // Of a full track what is older than all of it is not kept.
    if (isFull && at === 0) return;
    this.#points.splice(at, 0, point);
    if (isFull) this.#points.shift();
    else this.#budget.points++;
  }

  /** @param fromMs inclusive @param toMs inclusive */
  between(fromMs: number, toMs: number): readonly TrackPoint[] {
    return this.#points.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  }

  clear(): void {
    this.#budget.points -= this.#points.length;
    this.#points.length = 0;
  }
}

function pointOf(report: BasicLocation): TrackPoint | undefined {
  const timeMs = unixMsOfBcdTime(report.time);
  if (timeMs === undefined || !(report.status & STATUS.positioned)) return undefined;
  const { latitudeDeg, longitudeDeg, altitudeM, groundSpeedMps, headingDeg } = motionOf(report);
  if (latitudeDeg === undefined || longitudeDeg === undefined) return undefined;
  return {
    timeMs,
    latitudeDeg,
    longitudeDeg,
    ...(altitudeM !== undefined && { altitudeM }),
    ...(groundSpeedMps !== undefined && { groundSpeedMps }),
    ...(headingDeg !== undefined && { headingDeg }),
  };
}
