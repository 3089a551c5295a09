import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import { PhoneStream } from './phone-stream';

/** One phone's connection, as far as its stream is concerned. */
export interface PhoneConnection {
  readonly sourceID: string;
  /** For people. */
  readonly name: string;
  readonly address: string;
  /** It gave the pairing code, and may take its stream from wherever it was. */
  readonly isPaired: boolean;
  /** When it last sent anything, µs. */
  lastDataUs(): number;
  /** Ends it: another takes its place. */
  replace(reason: string): void;
}

export interface PhoneLimits {
  /** Phones at a time, those included that may come back. */
  readonly most: number;
  /** How long a phone that went away finds its stream and its viewers again. */
  readonly lingerMs: number;
  /** A phone that is silent for so long makes room for whoever has its id. */
  readonly silentMs: number;
}

const DEFAULT_LIMITS: PhoneLimits = { most: 64, lingerMs: 30_000, silentMs: 5000 };

interface Entry {
  readonly phone: PhoneStream;
  connection: PhoneConnection | undefined;
  lingering: NodeJS.Timeout | undefined;
}

/** A stream for a phone, or why there is none. */
export type PhoneClaim =
  | { readonly ok: true; readonly phone: PhoneStream }
  | { readonly ok: false; readonly reason: string };

/** The streams of all phones, each under its phone's `sourceID`. */
export class Phones {
  readonly #hub: Hub;
  readonly #showDamaged: boolean;
  readonly #limits: PhoneLimits;
  readonly #entries = new Map<string, Entry>();
  readonly #onCount: (connected: number) => void;

  /** @param onCount hears how many phones are connected, when that may have changed */
  constructor(
    hub: Hub,
    showDamaged: boolean,
    onCount: (connected: number) => void = () => undefined,
    limits: Partial<PhoneLimits> = {},
  ) {
    this.#hub = hub;
    this.#onCount = onCount;
    this.#showDamaged = showDamaged;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /**
   * Finds a phone its stream. The same phone takes it over from its own former connection; another one cannot, unless the
   * former has fallen silent.
   */
  claim(connection: PhoneConnection): PhoneClaim {
    const { sourceID: id, name, address } = connection;
    const there = this.#entries.get(id);
    if (there?.connection) {
      if (!this.#mayReplace(there.connection, connection)) {
        return { ok: false, reason: `“${id}” is another phone's, at ${there.connection.address}` };
      }
      this.#disconnect(there, 'the phone connected anew');
    }
    if (!there && this.#hub.get(id)) return { ok: false, reason: `“${id}” is another stream's id` };
    if (!there && !this.#makeRoom()) return { ok: false, reason: `no more than ${this.#limits.most} phones` };
    const entry = there ?? this.#open(id, name, address);
    clearTimeout(entry.lingering);
    entry.connection = connection;
    this.#hub.rename(id, name);
    entry.phone.connect();
    this.#count();
    return { ok: true, phone: entry.phone };
  }

  /** A connection ended, or its phone goes by another id now. */
  release(connection: PhoneConnection, detail: string): void {
    const entry = this.#entries.get(connection.sourceID);
    if (entry?.connection !== connection) return;
    entry.connection = undefined;
    entry.phone.disconnect(detail);
    entry.lingering = setTimeout(() => this.#remove(connection.sourceID), this.#limits.lingerMs);
    this.#count();
  }

  #count(): void {
    this.#onCount([...this.#entries.values()].filter(({ connection }) => connection !== undefined).length);
  }

  close(): void {
    for (const id of [...this.#entries.keys()]) this.#remove(id);
  }

  #mayReplace(former: PhoneConnection, next: PhoneConnection): boolean {
    const silentUs = nowUs() - former.lastDataUs();
    return next.isPaired || next.address === former.address || silentUs >= this.#limits.silentMs * 1000;
  }

  #disconnect(entry: Entry, reason: string): void {
    const { connection } = entry;
    entry.connection = undefined;
    entry.phone.disconnect(reason);
    connection?.replace(reason);
  }

  #open(id: string, name: string, address: string): Entry {
    const where = { video: address, telemetry: address };
    const stream = this.#hub.add({ id, name, kind: 'remote-camera', captureIsRelative: true, ...where });
    const entry: Entry = {
      phone: new PhoneStream(stream, this.#showDamaged),
      connection: undefined,
      lingering: undefined,
    };
    this.#entries.set(id, entry);
    return entry;
  }

  /** Gives up the stream that has waited longest for its phone, where there is no room. */
  #makeRoom(): boolean {
    if (this.#entries.size < this.#limits.most) return true;
    const waiting = [...this.#entries].find(([, { connection }]) => connection === undefined);
    if (waiting) this.#remove(waiting[0]);
    return waiting !== undefined;
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    clearTimeout(entry.lingering);
    this.#entries.delete(id);
    this.#hub.remove(id);
  }
}
