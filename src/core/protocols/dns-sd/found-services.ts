import { type Announcement, GROUNDGLASS_TYPE, readTxt } from './announcement';

/** A record of a DNS message, as the network gave it. */
export interface DnsRecord {
  readonly type: string;
  readonly name: string;
  /** In s; 0 takes the record back. */
  readonly ttl?: number | undefined;
  /** Of a TXT record: its strings, as UTF-8. Of a PTR record: the name that it leads to. */
  readonly data?: unknown;
}

/** A host or station that was heard. */
export interface Found extends Announcement {
  /** Its whole name as a service, in lower case. */
  readonly instance: string;
  /** Where its answers came from, IPv4 first: what it says of its addresses is not believed. */
  readonly addresses: readonly string[];
}

interface Kept {
  readonly announcement: Announcement;
  /** Until when each is believed, in ms. */
  readonly addresses: Map<string, number>;
}

/** More than a network of vehicles has; what a flood would add is left out. */
const MAX_FOUND = 32;
const MAX_ADDRESSES = 4;
/** A stranger may say that it stays for ever. */
const MAX_TTL_S = 120;

/**
 * Who of ours is on the network, by the answers that come. Nothing in them is believed further than `readTxt` lets it, no
 * answer is kept for longer than it says, and there are never more than `MAX_FOUND`.
 */
export class FoundServices {
  readonly #kept = new Map<string, Kept>();

  /** Sorted by name. */
  get all(): readonly Found[] {
    return [...this.#kept]
      .map(([instance, { announcement, addresses }]) => ({
        ...{ ...announcement, instance },
        addresses: [...addresses.keys()].sort((a, b) => rank(a) - rank(b)),
      }))
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  /**
   * Takes the records of one answer.
   *
   * @param from the address that it came from
   * @returns whether anything is another
   */
  take(records: readonly DnsRecord[], from: string, nowMs: number): boolean {
    let changed = false;
    for (const record of records) {
      const instance = record.name.toLowerCase();
      if (record.type === 'PTR' && instance === GROUNDGLASS_TYPE && record.ttl === 0) {
        const gone = typeof record.data === 'string' ? record.data.toLowerCase() : '';
        changed = this.#forget(gone, from) || changed;
      } else if (record.type === 'TXT' && instance.endsWith(`.${GROUNDGLASS_TYPE}`)) {
        const ttl = record.ttl ?? 0;
        changed = (ttl > 0 ? this.#hear(instance, record, from, nowMs) : this.#forget(instance, from)) || changed;
      }
    }
    return changed;
  }

  /** Forgets what was not heard of again in its time. @returns whether there was any */
  expire(nowMs: number): boolean {
    let changed = false;
    for (const [instance, { addresses }] of this.#kept) {
      for (const [address, untilMs] of addresses) {
        if (untilMs > nowMs) continue;
        addresses.delete(address);
        changed = true;
      }
      if (addresses.size === 0) this.#kept.delete(instance);
    }
    return changed;
  }

  #hear(instance: string, { ttl = 0, data }: DnsRecord, from: string, nowMs: number): boolean {
    const announcement = readTxt(Array.isArray(data) ? data.filter((one) => typeof one === 'string') : []);
    if (!announcement) return false;
    const untilMs = nowMs + Math.min(ttl, MAX_TTL_S) * 1000;
    const there = this.#kept.get(instance);
    if (!there) {
      if (this.#kept.size >= MAX_FOUND) return false;
      this.#kept.set(instance, { announcement, addresses: new Map([[from, untilMs]]) });
      return true;
    }
    const isKnown = there.addresses.has(from);
    // A name belongs to the first that has it, as long as that is there.
    if (!isKnown && (there.announcement.id !== announcement.id || there.addresses.size >= MAX_ADDRESSES)) return false;
    there.addresses.set(from, untilMs);
    const isSame = JSON.stringify(there.announcement) === JSON.stringify(announcement);
    if (!isSame) this.#kept.set(instance, { ...there, announcement });
    return !isKnown || !isSame;
  }

  /** What somebody else takes back stays. */
  #forget(instance: string, from: string): boolean {
    const kept = this.#kept.get(instance);
    if (!kept?.addresses.delete(from)) return false;
    if (kept.addresses.size === 0) this.#kept.delete(instance);
    return true;
  }
}

/** IPv4 before what holds on one link alone, IPv6 last. */
function rank(address: string): number {
  if (address.startsWith('127.')) return 3;
  if (!address.includes(':')) return address.startsWith('169.254.') ? 1 : 0;
  return 2;
}
