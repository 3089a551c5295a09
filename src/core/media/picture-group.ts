import type { AccessUnit } from './access-unit';

/** Most pictures and bytes that a group keeps: 20 s at 30 pictures a second, and a few seconds of the fattest stream. */
export interface GroupLimits {
  readonly pictures: number;
  readonly bytes: number;
}

const DEFAULT_LIMITS: GroupLimits = { pictures: 600, bytes: 32 * 1024 * 1024 };

/**
 * The pictures since the last key picture: what a newcomer needs before the live ones. A group that outgrows its limits
 * is let go of, and a newcomer waits for the next key picture instead.
 */
export class PictureGroup {
  #units: AccessUnit[] = [];
  #bytes = 0;
  readonly #limits: GroupLimits;

  constructor(limits: GroupLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Takes the next picture of the stream. */
  push(unit: AccessUnit): void {
    if (unit.key) this.clear();
    else if (this.#units.length === 0) return;
    this.#units.push(unit);
    this.#bytes += unit.data.length;
    if (this.#units.length > this.#limits.pictures || this.#bytes > this.#limits.bytes) this.clear();
  }

  /** Forgets all: the link broke, and what follows does not continue what was. */
  clear(): void {
    this.#units = [];
    this.#bytes = 0;
  }

  /** From the key picture on, in order; empty where there is none. */
  get pictures(): readonly AccessUnit[] {
    return this.#units;
  }
}
