import { bcd } from './bytes/bcd';
import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';

/** The editions of the standard. Headers of 2011 and 2013 are the same; some bodies are not. */
export type Jt808Edition = 2011 | 2013 | 2019;

/** A message's header (JT/T 808-2019, 4.4.3). */
export interface Jt808Header {
  /** Message id, u16. */
  readonly id: number;
  /** Bits 10..12 of the properties: 0 none, 1 RSA. The body is as it came. */
  readonly encryption: number;
  /** Bit 15 of the properties, kept as it came. */
  readonly reserved: 0 | 1;
  /** 2019 where bit 14 of the properties says so; 2013 stands for both others. */
  readonly edition: 2013 | 2019;
  /** 2019 alone: counts the revisions of the protocol, 1 at first. */
  readonly protocolVersion?: number;
  /** The terminal's phone number: 12 digits, in 2019 20, with zeros in front. */
  readonly phone: string;
  /** Counts the sender's messages, wraps at 65536. */
  readonly serial: number;
  /** Of a message that was split: this part, from 1, of how many. */
  readonly part?: Jt808Part;
}

export interface Jt808Part {
  readonly total: number;
  readonly index: number;
}

const EDITION_2019 = 1 << 14;
const SPLIT = 1 << 13;
const PHONE_2013 = bcd(6);
const PHONE_2019 = bcd(10);

type ReadHeader =
  | { readonly ok: true; readonly header: Jt808Header; readonly headerBytes: number; readonly bodyLength: number }
  | { readonly ok: false; readonly fault: 'short' | 'part' };

/** @param as an edition other than that which bit 14 of the properties names */
export function readHeader(bytes: Uint8Array, as?: 2013 | 2019): ReadHeader {
  const from = new ByteReader(bytes);
  const id = from.u16();
  const properties = from.u16();
  const is2019 = as === undefined ? (properties & EDITION_2019) !== 0 : as === 2019;
  const protocolVersion = is2019 ? from.u8() : undefined;
  const phone = (is2019 ? PHONE_2019 : PHONE_2013).read(from);
  const serial = from.u16();
  const part = properties & SPLIT ? { total: from.u16(), index: from.u16() } : undefined;
  if (from.faultAt !== undefined) return { ok: false, fault: 'short' };
  if (part && (part.index < 1 || part.index > part.total)) return { ok: false, fault: 'part' };
  const header: Jt808Header = {
    id,
    encryption: (properties >> 10) & 7,
    reserved: properties & 0x8000 ? 1 : 0,
    edition: is2019 ? 2019 : 2013,
    ...(protocolVersion === undefined ? {} : { protocolVersion }),
    phone,
    serial,
    ...(part ? { part } : {}),
  };
  return { ok: true, header, headerBytes: bytes.length - from.remaining, bodyLength: properties & 0x3ff };
}

export function writeHeader(header: Jt808Header, bodyLength: number): Uint8Array {
  const to = new ByteWriter();
  const is2019 = header.edition === 2019;
  to.u16(header.id);
  to.u16(
    bodyLength |
      (header.encryption << 10) |
      (header.part ? SPLIT : 0) |
      (is2019 ? EDITION_2019 : 0) |
      (header.reserved << 15),
  );
  if (is2019) to.u8(header.protocolVersion ?? 1);
  (is2019 ? PHONE_2019 : PHONE_2013).write(to, header.phone);
  to.u16(header.serial);
  if (header.part) {
    to.u16(header.part.total);
    to.u16(header.part.index);
  }
  return to.finish();
}
