import { TS_PACKET_BYTES, type TsPacket } from './packet';

/** How a packet follows the one before of its PID. `lost`: packets between them are missing. */
export type Continuity = 'follows' | 'duplicate' | 'lost';

/** Follows continuity_counter (ISO/IEC 13818-1, 2.4.3.3) over the packets of one PID that have a payload. */
export class ContinuityCheck {
  #last: number | undefined;
  /** Where the last packet lies. */
  #bytes: Uint8Array | undefined;
  #at = 0;

  /** @param at where the packet begins in `bytes`, which must not be written again */
  check({ continuity_counter, discontinuity_indicator }: TsPacket, bytes: Uint8Array, at: number): Continuity {
    const last = this.#last;
    const before = this.#bytes;
    const beforeAt = this.#at;
    this.#last = continuity_counter;
    this.#bytes = bytes;
    this.#at = at;
    if (last === undefined || continuity_counter === ((last + 1) & 0x0f)) return 'follows';
    if (continuity_counter === last && before && isSame(before, beforeAt, bytes, at)) return 'duplicate';
    // What it says of itself is no loss.
    return discontinuity_indicator ? 'follows' : 'lost';
  }

  /** Nothing is known of what came before. */
  reset(): void {
    this.#last = undefined;
    this.#bytes = undefined;
  }
}

/** A packet that is sent twice may have another PCR: what lies behind where that may be is looked at. */
function isSame(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): boolean {
  for (let n = 1; n < 6; n++) if (a[aAt + n] !== b[bAt + n]) return false;
  for (let n = 12; n < TS_PACKET_BYTES; n++) if (a[aAt + n] !== b[bAt + n]) return false;
  return true;
}
