import os from 'node:os';

/** Addresses come and go with networks; asking the system for every request would be waste. */
const KEPT_MS = 5000;

/** The names by which clients may address this machine. */
export class OwnHosts {
  readonly #publicNames: ReadonlySet<string>;
  #machine: ReadonlySet<string> = new Set();
  #readAtMs = Number.NEGATIVE_INFINITY;

  /** @param publicNames names that others resolve to this machine, with no port */
  constructor(publicNames: readonly string[] = []) {
    this.#publicNames = new Set(publicNames.map((name) => name.toLowerCase()));
  }

  /**
   * Whether a `Host` header names this machine. A public name may stand with any port, since a router or a proxy may
   * map it; the machine's own names stand with the gateway's.
   *
   * @param defaultPort of the scheme, which browsers leave out
   */
  has(host: string | undefined, port: number, defaultPort: number): boolean {
    const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]@/]+))(?::(\d{1,5}))?$/i.exec(host ?? '');
    if (!match) return false;
    const name = (match[1] ?? match[2] ?? '').toLowerCase();
    if (this.#publicNames.has(name)) return true;
    return Number(match[3] ?? defaultPort) === port && this.#names().has(name);
  }

  #names(): ReadonlySet<string> {
    const now = performance.now();
    if (now - this.#readAtMs > KEPT_MS) {
      this.#machine = new Set(machineNames());
      this.#readAtMs = now;
    }
    return this.#machine;
  }
}

/** Addresses of this machine that others may reach, IPv4 first, without those of a single link. */
export function outerAddresses(): string[] {
  const all = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  return outer.sort((a, b) => a.family.localeCompare(b.family)).map(({ address }) => address);
}

/** Every name and address of this machine, in lower case. */
export function machineNames(): string[] {
  const name = os.hostname().toLowerCase();
  const addresses = Object.values(os.networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  return ['localhost', name, `${name}.local`, ...addresses];
}
