import { nowUs } from '../../../clock';
import type { Hub } from '../../../hub/hub';
import { addAccepted } from '../add-stream';
import type { PhoneConnection } from './phone-connection';
import { PhoneStream } from './phone-stream';

export interface PhoneLimits {
  /** Phones at a time, those included that may come back. */
  readonly most: number;
  /** How long a phone that went away finds its stream and its viewers again. */
  readonly lingerMs: number;
  /** A phone that is silent for so long makes room for another with its id. */
  readonly silentMs: number;
}

const DEFAULT_LIMITS: PhoneLimits = { most: 64, lingerMs: 30_000, silentMs: 5000 };

/** A stream for a phone, or why there is none. */
export type PhoneClaim =
  | { readonly ok: true; readonly phone: PhoneStream }
  | { readonly ok: false; readonly reason: string };

/** The streams of all phones, each under its phone's `sourceID`. */
export class Phones {
  readonly #hub: Hub;
  readonly #showDamaged: boolean;
  readonly #limits: PhoneLimits;
  readonly #phones = new Map<string, PhoneStream>();
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
    const there = this.#phones.get(id);
    const former = there?.attachment.peer;
    if (there && former) {
      if (!this.#mayReplace(former, connection)) {
        return { ok: false, reason: `“${id}” is another phone's, at ${former.address}` };
      }
      there.disconnect(former, 'the phone connected anew');
      former.replace('the phone connected anew');
    }
    if (!there && this.#hub.get(id)) return { ok: false, reason: `“${id}” is another stream's id` };
    if (!there && !this.#makeRoom()) return { ok: false, reason: `no more than ${this.#limits.most} phones` };
    const phone = there ?? this.#open(id, name, address);
    this.#hub.rename(id, name);
    phone.connect(connection);
    this.#count();
    return { ok: true, phone };
  }

  /** A connection ended, or its phone goes by another id now. */
  release(connection: PhoneConnection, detail: string): void {
    const phone = this.#phones.get(connection.sourceID);
    if (!phone?.disconnect(connection, detail)) return;
    phone.attachment.linger(this.#limits.lingerMs, () => this.#remove(connection.sourceID));
    this.#count();
  }

  #count(): void {
    this.#onCount([...this.#phones.values()].filter(({ attachment }) => attachment.peer).length);
  }

  close(): void {
    for (const id of [...this.#phones.keys()]) this.#remove(id);
  }

  #mayReplace(former: PhoneConnection, next: PhoneConnection): boolean {
    const silentUs = nowUs() - former.lastDataUs();
    return next.isPaired || next.address === former.address || silentUs >= this.#limits.silentMs * 1000;
  }

  #open(id: string, name: string, address: string): PhoneStream {
    const stream = addAccepted(this.#hub, 'remote-camera', { id, name, video: address, telemetry: address });
    const phone = new PhoneStream(stream, this.#showDamaged);
    this.#phones.set(id, phone);
    return phone;
  }

  /** Gives up the stream that has waited longest for its phone, where there is no room. */
  #makeRoom(): boolean {
    if (this.#phones.size < this.#limits.most) return true;
    const waiting = [...this.#phones].find(([, { attachment }]) => !attachment.peer);
    if (waiting) this.#remove(waiting[0]);
    return waiting !== undefined;
  }

  #remove(id: string): void {
    this.#phones.get(id)?.attachment.end();
    if (!this.#phones.delete(id)) return;
    this.#hub.remove(id);
  }
}
