import { MavlinkLink } from '#core/protocols/mavlink/link';
import { TlogAxis } from '#core/protocols/mavlink/tlog/tlog-axis';
import { TlogReader } from '#core/protocols/mavlink/tlog/tlog-reader';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { ByteFile } from '../../media-file/byte-file';
import type { TlogPlace } from './tlog-places';

const PIECE_BYTES = 32 * 1024;
/** Of a log that is denser than any, no more is read for one moment. */
const MAX_READ_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}

/** One reading of a log, which goes on only: what a vehicle had said until a moment. */
export class TlogCursor {
  readonly #file: ByteFile;
  readonly #link: MavlinkLink;
  readonly #push: (bytes: Uint8Array, nowUs: number) => boolean;
  readonly #reader: TlogReader;
  readonly #axis: TlogAxis;
  /** Records that were read and whose time has not come, oldest first. */
  #waiting: Waiting[] = [];
  #next = 0;
  #readTo: number;
  #lastUs: number;

  /** @param system the vehicle whose telemetry it is; absent: the first that is heard */
  constructor(file: ByteFile, from: TlogPlace, system: number | undefined) {
    this.#file = file;
    this.#link = new MavlinkLink({ system, onTelemetry: () => undefined });
    this.#push = this.#link.open({ datagrams: true }).push;
    this.#axis = new TlogAxis(from.shiftUs, from.timeUs);
    this.#readTo = from.offset;
    this.#lastUs = from.timeUs;
    this.#reader = new TlogReader(({ timeUs, packet }) => {
      const bytes = packet.bytes.slice(packet.start, packet.end);
      this.#waiting.push({ timeUs: this.#axis.take(timeUs), bytes });
    }, from.offset);
  }

  /** Of the last record that was taken, in the log's own time. µs */
  get lastUs(): number {
    return this.#lastUs;
  }

  /** Reads on to a moment, and takes all records until then. */
  async goTo(us: number): Promise<void> {
    let left = MAX_READ_BYTES;
    while (this.#take(us) && left > 0 && this.#readTo < this.#file.size) {
      const piece = await this.#file.read(this.#readTo, PIECE_BYTES);
      if (piece.length === 0) break;
      this.#reader.push(piece);
      this.#readTo += piece.length;
      left -= piece.length;
      if (this.#readTo >= this.#file.size) this.#reader.end();
    }
    this.#take(us);
  }

  /** What was fresh at a moment that it was read to. */
  values(us: number): Telemetry {
    return this.#link.board.telemetry(us);
  }

  /** @returns whether more is to be read */
  #take(us: number): boolean {
    while (this.#next < this.#waiting.length) {
      const { timeUs, bytes } = this.#waiting[this.#next]!;
      if (timeUs > us) return false;
      this.#push(bytes, timeUs);
      this.#lastUs = timeUs;
      this.#next++;
    }
    this.#waiting = [];
    this.#next = 0;
    return true;
  }
}
