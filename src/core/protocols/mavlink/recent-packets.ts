/** Packets that are remembered: of what a busy link sends, half a second and more. */
const MAX_RECENT = 1024;
/** Longer than a round takes; shorter than a vehicle needs for saying the same with the same number again (256 packets). */
const RECENT_US = 2e6;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Tells packets that came a moment ago already, byte for byte: two ways from one vehicle, or a circle of programs that hand them on. */
export class RecentPackets {
  readonly #times = new Map<number, number>();

  /** @returns whether the same came within two seconds; remembers it */
  has(bytes: Uint8Array, start: number, end: number, nowUs: number): boolean {
    const key = hashOf(bytes, start, end);
    const before = this.#times.get(key);
    if (before !== undefined && nowUs - before < RECENT_US) return true;
    this.#times.delete(key);
    if (this.#times.size >= MAX_RECENT) {
      for (const oldest of this.#times.keys()) {
        this.#times.delete(oldest);
        break;
      }
    }
    this.#times.set(key, nowUs);
    return false;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
  return hash >>> 0;
}
