import { type Jt808Header, readHeader, writeHeader } from './header';

/** Begins and ends a frame (JT/T 808-2019, 4.4.1). */
export const DELIMITER = 0x7e;
/** Stands in front of a byte that is not itself (4.4.2). */
export const ESCAPE = 0x7d;
/** What follows an escape, and what both together mean. */
export const ESCAPED = { 1: 0x7d, 2: 0x7e } as const;

/** The longest body of one frame: ten bits of length (4.4.3). */
export const LONGEST_BODY = 0x3ff;
/** Header of 2019 with parts, body, checksum. */
export const LONGEST_FRAME = 21 + LONGEST_BODY + 1;

/** What one frame holds. */
export interface Jt808Frame {
  readonly header: Jt808Header;
  /** A view of the frame's bytes. */
  readonly body: Uint8Array;
}

/** What a frame has otherwise than the standard, and is understood all the same. */
export type Jt808Quirk =
  /** The header is of the edition that its version bit does not name: its length fits no other. */
  | 'version-bit'
  /** The checksum is 0x7d, and was not escaped. */
  | 'checksum-escape';

/** Why bytes between two delimiters are no frame. */
export type Jt808FrameFault =
  /** Too few bytes for a header and a checksum. */
  | 'short'
  /** More bytes than a frame can have. */
  | 'long'
  /** An escape in front of a byte that is never escaped. */
  | 'escape'
  | 'checksum'
  /** The header's length is not that of the body. */
  | 'length'
  /** The split information names a part that there is not. */
  | 'part';

export type ReadFrame =
  | { readonly ok: true; readonly frame: Jt808Frame; readonly quirk?: Jt808Quirk }
  | { readonly ok: false; readonly fault: Jt808FrameFault };

/** Reads a frame. @param content what stands between two delimiters, unescaped, with the checksum; kept by the frame */
export function readFrame(content: Uint8Array): ReadFrame {
  const end = content.length - 1;
  if (end < 0) return { ok: false, fault: 'short' };
  if (xorOf(content, end) !== content[end]) return { ok: false, fault: 'checksum' };
  const read = readHeader(content.subarray(0, end));
  if (!read.ok) return read;
  const body = content.subarray(read.headerBytes, end);
  if (body.length === read.bodyLength) return { ok: true, frame: { header: read.header, body } };
  const other = readHeader(content.subarray(0, end), read.header.edition === 2019 ? 2013 : 2019);
  if (!other.ok || end - other.headerBytes !== other.bodyLength) return { ok: false, fault: 'length' };
  const frame = { header: other.header, body: content.subarray(other.headerBytes, end) };
  return { ok: true, frame, quirk: 'version-bit' };
}

/** Writes a frame as it goes on the wire. @throws RangeError where the body is longer than a frame holds */
export function writeFrame({ header, body }: Jt808Frame): Uint8Array {
  if (body.length > LONGEST_BODY) throw new RangeError(`a body of ${body.length} bytes does not fit a frame`);
  const head = writeHeader(header, body.length);
  const content = new Uint8Array(head.length + body.length + 1);
  content.set(head);
  content.set(body, head.length);
  content[content.length - 1] = xorOf(content, content.length - 1);
  return escapeFrame(content);
}

function escapeFrame(content: Uint8Array): Uint8Array {
  let length = content.length + 2;
  for (const byte of content) if (byte === DELIMITER || byte === ESCAPE) length++;
  const wire = new Uint8Array(length);
  let at = 0;
  wire[at++] = DELIMITER;
  for (const byte of content) {
    if (byte === DELIMITER || byte === ESCAPE) {
      wire[at++] = ESCAPE;
      wire[at++] = byte === ESCAPE ? 1 : 2;
    } else wire[at++] = byte;
  }
  wire[at] = DELIMITER;
  return wire;
}

function xorOf(bytes: Uint8Array, end: number): number {
  let xor = 0;
  for (let at = 0; at < end; at++) xor ^= bytes[at]!;
  return xor;
}
