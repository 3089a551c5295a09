import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import {
  isSameVehicle,
  MAX_RECENT,
  type NamedVehicle,
  type RecentState,
  type RecentVehicle,
  recentStateSchema,
} from '#contracts/recent';
import { Listeners } from '#core/listeners';
import { reasonOf } from '#core/reason-of';
import { isLoopback } from '#core/settings/endpoint';
import { Capability } from '../../capability';
import type { Log } from '../../log';
import { replaceFile } from '../../replace-file';
import { LatestSave } from '../../settings/latest-save';

/** What was shown before. */
export const RECENT = new Capability<Recent>('recent');

const FILE = 'recent.json';
const fileSchema = recentStateSchema.extend({
  /** What the screen shows, for the next start. */
  last: recentStateSchema.shape.vehicles.element.shape.vehicle.nullable().catch(null),
});
type Kept = z.infer<typeof fileSchema>;
/** From here on a system gives out ports by itself (Linux: net.ipv4.ip_local_port_range). */
const FIRST_GIVEN_PORT = 32_768;
const NOTHING: Kept = { vehicles: [], start: 'last', last: null };

/** The vehicles that were shown last, each with a small picture, kept over restarts in one file that its owner alone reads. */
export class Recent {
  readonly #file: string | undefined;
  readonly #log: Log;
  readonly #listeners = new Listeners();
  readonly #save: LatestSave<Kept>;
  #kept: Kept;

  /** @param folder absent: nothing is kept */
  constructor(folder: string | undefined, log: Log) {
    this.#file = folder === undefined ? undefined : path.join(folder, FILE);
    this.#log = log;
    this.#kept = this.#read();
    this.#save = new LatestSave((kept) => this.#write(kept));
  }

  get state(): RecentState {
    const { vehicles, start } = this.#kept;
    return { vehicles, start };
  }

  /** What the next start is to show; `undefined`: nothing. */
  get resumed(): NamedVehicle | undefined {
    const { start, last } = this.#kept;
    return start === 'last' ? (last ?? undefined) : undefined;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** A person chose this vehicle, or none any more. */
  shown(vehicle: NamedVehicle | undefined): void {
    if (vehicle && isPassing(vehicle)) return;
    this.#become({ ...this.#kept, last: vehicle ?? null });
  }

  /** It gives pictures, and looks like this. @param picture absent: the one before stays */
  remember(vehicle: NamedVehicle, picture: string | undefined, nowMs: number): void {
    if (isPassing(vehicle)) return;
    const before = this.#kept.vehicles.find((one) => isSameVehicle(one.vehicle, vehicle));
    const others = this.#kept.vehicles.filter((one) => one !== before);
    const known = picture ?? before?.picture;
    const entry: RecentVehicle = { vehicle, atMs: Math.max(0, Math.round(nowMs)), ...(known && { picture: known }) };
    this.#become({ ...this.#kept, vehicles: [entry, ...others].slice(0, MAX_RECENT) });
  }

  /** @param vehicle absent: all */
  forget(vehicle: NamedVehicle | undefined): void {
    const { vehicles, last } = this.#kept;
    const isMeant = (one: NamedVehicle) => !vehicle || isSameVehicle(one, vehicle);
    this.#become({
      ...this.#kept,
      vehicles: vehicles.filter((one) => !isMeant(one.vehicle)),
      last: last && isMeant(last) ? null : last,
    });
  }

  startWith(start: RecentState['start']): void {
    this.#become({ ...this.#kept, start });
  }

  /** Resolves when all is written. */
  saved(): Promise<void> {
    return this.#save.saved();
  }

  #become(kept: Kept): void {
    this.#kept = kept;
    this.#save.put(kept);
    this.#listeners.notify();
  }

  #read(): Kept {
    if (this.#file === undefined) return NOTHING;
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (error) {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isAbsent)
        this.#log.warn(`${this.#file} cannot be read, and is begun anew: ${reasonOf(error).split('\n')[0]}`);
      return NOTHING;
    }
  }

  async #write(kept: Kept): Promise<void> {
    if (this.#file === undefined) return;
    try {
      await replaceFile(this.#file, `${JSON.stringify(kept)}\n`);
    } catch (error) {
      this.#log.warn(`what was shown cannot be kept in ${this.#file}: ${reasonOf(error)}`);
    }
  }
}

/** Whether the next start finds something else there: a port of this machine's that the system gave out, as the demo has. */
function isPassing({ host, videoPort }: NamedVehicle): boolean {
  return isLoopback(host) && videoPort >= FIRST_GIVEN_PORT;
}
