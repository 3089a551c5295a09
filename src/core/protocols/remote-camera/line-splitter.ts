import { joinBytes } from '../../join-bytes';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Longest line that is read, in bytes: a key picture of 12 MB in base64. */
export const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/** What a splitter tells, in the order of the stream. */
export interface LineEvents {
  /** A line without its end; never empty. It is the receiver's to keep, and may be a part of the chunk. */
  readonly onLine: (line: Uint8Array) => void;
  /** A line was longer than is allowed; told once, as soon as that is known. It is skipped to its end. */
  readonly onTooLong: () => void;
}

/**
 * Cuts a byte stream into lines (LF, or CR LF), in whatever chunks it comes. No byte is looked at twice. It holds no more
 * than one line, and a line that came in one chunk is not copied.
 */
export class LineSplitter {
  readonly #events: LineEvents;
  /** Longest line, in bytes. May change at any time; a line that is being skipped stays so. */
  longestBytes: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #skips = false;

  constructor(events: LineEvents, longestBytes = LONGEST_LINE_BYTES) {
    this.#events = events;
    this.longestBytes = longestBytes;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      this.#end(chunk.subarray(from, at));
      from = at + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  #end(rest: Uint8Array): void {
    this.#keep(rest);
    const skipped = this.#skips;
    const line = skipped ? undefined : this.#joined();
    this.#parts = [];
    this.#bytes = 0;
    this.#skips = false;
    if (line && line.length > 0) this.#events.onLine(line);
  }

  #keep(part: Uint8Array): void {
    if (this.#skips || part.length === 0) return;
    this.#bytes += part.length;
    if (this.#bytes <= this.longestBytes) {
      this.#parts.push(part);
      return;
    }
    this.#skips = true;
    this.#parts = [];
    this.#events.onTooLong();
  }

  #joined(): Uint8Array {
    const [only] = this.#parts;
    const line = this.#parts.length === 1 && only ? only : joinBytes(this.#parts);
    return line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
  }
}
