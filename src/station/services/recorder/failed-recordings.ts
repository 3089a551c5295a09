import { nowUs } from '../../clock';
import { type FailedRecording, failedRecording } from './failure';

/** A recording that ended without being asked to. */
export interface Failed {
  readonly state: FailedRecording;
  readonly byRule: boolean;
  /** It was running, and begins again by itself once it can. */
  readonly goesOn: boolean;
  /** On the station's clock. */
  readonly sinceUs: number;
}

/** What failed, until it goes on or a person acknowledges it. */
export class FailedRecordings {
  readonly #all = new Map<string, Failed>();

  get size(): number {
    return this.#all.size;
  }

  /** @param error `disk-full`, or what the system said */
  add(stream: string, how: Pick<Failed, 'byRule' | 'goesOn'>, error: unknown): void {
    this.#all.set(stream, { ...how, state: failedRecording(stream, error), sinceUs: nowUs() });
  }

  get(stream: string): Failed | undefined {
    return this.#all.get(stream);
  }

  /** @returns whether there was one */
  delete(stream: string): boolean {
    return this.#all.delete(stream);
  }

  states(): readonly FailedRecording[] {
    return [...this.#all.values()].map(({ state }) => state);
  }

  entries(): readonly (readonly [string, Failed])[] {
    return [...this.#all];
  }
}
