import { type AnnouncedStream, STATION_EXPIRY_MS } from '#contracts/broker';

const MAX_STATIONS = 64;
/** Of one station. */
const MAX_STREAMS = 256;

/** What is known of one other station. */
export interface KnownStation {
  readonly name: string;
  readonly streams: readonly AnnouncedStream[];
  /** µs. */
  readonly heardUs: number;
}

/** The other stations at the broker, by what they say of themselves. */
export class Directory {
  readonly #stations = new Map<string, KnownStation>();

  /** @returns false where there are more stations than this one keeps */
  heard(name: string, streams: readonly AnnouncedStream[], nowUs: number): boolean {
    if (!this.#stations.has(name) && this.#stations.size >= MAX_STATIONS) return false;
    this.#stations.set(name, { name, streams: streams.slice(0, MAX_STREAMS), heardUs: nowUs });
    return true;
  }

  /** It says that it goes. */
  left(name: string): void {
    this.#stations.delete(name);
  }

  /** Forgets those that were not heard for too long. Returns whether there were any. */
  expire(nowUs: number): boolean {
    const before = this.#stations.size;
    for (const { name, heardUs } of this.#stations.values()) {
      if (nowUs - heardUs > STATION_EXPIRY_MS * 1000) this.#stations.delete(name);
    }
    return this.#stations.size < before;
  }

  /** No station could be heard for a time: each gets the time to be heard again. */
  forgive(nowUs: number): void {
    for (const station of this.#stations.values()) this.#stations.set(station.name, { ...station, heardUs: nowUs });
  }

  get(name: string): KnownStation | undefined {
    return this.#stations.get(name);
  }

  list(): readonly KnownStation[] {
    return [...this.#stations.values()];
  }
}
