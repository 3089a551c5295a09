import { GrowingBytes } from '../../growing-bytes';

/** table_id, section_length. */
const HEADER_BYTES = 3;
/** section_length of tables of ISO/IEC 13818-1 (2.4.4.4, 2.4.4.9): at most 1021. */
const MAX_SECTION_LENGTH = 1021;
/** In the place of a table_id: only stuffing follows in this packet (2.4.4). */
const STUFFING = 0xff;

/** Puts the sections of one PID together (ISO/IEC 13818-1, 2.4.4): several in one packet, one over several packets. */
export class SectionAssembler {
  readonly #section: (section: Uint8Array) => void;
  #open: GrowingBytes | undefined;

  /** @param section one whole section with its CRC_32, which is not checked; void once this returns */
  constructor(section: (section: Uint8Array) => void) {
    this.#section = section;
  }

  /** A packet is missing: the section that is open does not become whole. */
  lost(): void {
    this.#open = undefined;
  }

  push(payload: Uint8Array, payload_unit_start_indicator: boolean): void {
    if (!payload_unit_start_indicator) return this.#take(payload);
    const pointer_field = payload[0] ?? 0;
    const begin = 1 + pointer_field;
    this.#take(payload.subarray(1, begin));
    this.#open = undefined;
    if (begin >= payload.length) return;
    this.#open = new GrowingBytes(HEADER_BYTES + MAX_SECTION_LENGTH);
    this.#take(payload.subarray(begin));
  }

  /** The next bytes of the open section, and of those behind it. */
  #take(bytes: Uint8Array): void {
    let rest = bytes;
    while (this.#open && rest.length > 0) {
      const open = this.#open;
      if (open.length === 0 && rest[0] === STUFFING) {
        this.#open = undefined;
        return;
      }
      const wanted = wantedOf(open.bytes);
      const taken = rest.subarray(0, wanted - open.length);
      open.put(taken);
      rest = rest.subarray(taken.length);
      const whole = wantedOf(open.bytes);
      if (whole > HEADER_BYTES + MAX_SECTION_LENGTH) this.#open = undefined;
      else if (open.length >= HEADER_BYTES && open.length === whole) {
        this.#section(open.bytes);
        this.#open = new GrowingBytes(HEADER_BYTES + MAX_SECTION_LENGTH);
      }
    }
  }
}

/** How long a section is, as far as what came of it tells. */
function wantedOf(bytes: Uint8Array): number {
  return bytes.length < HEADER_BYTES ? HEADER_BYTES : HEADER_BYTES + (((bytes[1]! & 0x0f) << 8) | bytes[2]!);
}
