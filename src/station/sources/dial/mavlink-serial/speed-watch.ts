/** As long as a vehicle’s slowest packet, its heartbeat, is apart, several times over. */
const PATIENCE_US = 5_000_000;
/** Fewer may be noise of a line with nothing on it. */
const MIN_BYTES = 64;

/** Tells a line whose speed is wrong: bytes come, and never a packet. */
export class SpeedWatch {
  #bytes = 0;
  #sinceUs: number | undefined;
  #isRight = false;

  /** Bytes since the line was opened, up to the first packet. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @param isPacket a packet ended in these bytes, believed or refused: its checksum was right, and so is the speed
   * @returns whether the speed must be wrong
   */
  take(bytes: number, isPacket: boolean, nowUs: number): boolean {
    this.#isRight ||= isPacket;
    if (this.#isRight) return false;
    this.#bytes += bytes;
    this.#sinceUs ??= nowUs;
    return this.#bytes >= MIN_BYTES && nowUs - this.#sinceUs >= PATIENCE_US;
  }
}
