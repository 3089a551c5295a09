import { IFLAG_SIGNED, type Packet, SIGNATURE_BYTES } from './packet';

/** SHA-256 over a key and what follows it. Core has no cryptography of its own. */
export type Sha256 = (key: Uint8Array, bytes: Uint8Array) => Uint8Array;

/** Of a key that signs: SHA-256 of a passphrase, as ground stations make it. */
export const KEY_BYTES = 32;
const HASH_BYTES = 6;
/** 10 µs units: a stream that begins more than a minute before our time is a recording (mavlink.io, “Message Signing”). */
const MINUTE = 6_000_000;
/** 2015-01-01 in ms of Unix time, from which time stamps count. */
const EPOCH_MS = 1_420_070_400_000;
/** Streams are named by link, system and component; more than any fleet has are refused. */
const MAX_STREAMS = 1024;

/** Why a packet is refused by its signature. */
export type SigningRefusal = 'unsigned' | 'badSignature' | 'replayed' | 'tooOld' | 'tooManyStreams';

/** Unsigned packets of a radio are taken with any key: it knows none. */
const RADIO_STATUS = 109;
const RADIO = 166;

/** Verifies signatures with one key, and that each stream's time stamps grow. */
export class SignatureCheck {
  readonly #key: Uint8Array;
  readonly #sha256: Sha256;
  readonly #unixMs: () => number;
  /** Last time stamps. */
  readonly #streams = new Map<number, number>();
  #newest = 0;

  /** @param key of `KEY_BYTES` */
  constructor(key: Uint8Array, sha256: Sha256, unixMs: () => number) {
    this.#key = key;
    this.#sha256 = sha256;
    this.#unixMs = unixMs;
  }

  /** A time stamp that no packet of this link has had, for one that is sent. */
  nextTimestamp(): number {
    this.#newest = Math.max(this.#newest + 1, timestampOf(this.#unixMs()));
    return this.#newest;
  }

  /** @returns why the packet is not to be believed; `undefined` where it is */
  refusal({ bytes, view, start, end, incompatFlags, message, system, component }: Packet): SigningRefusal | undefined {
    if (!(incompatFlags & IFLAG_SIGNED))
      return message.id === RADIO_STATUS || message.id === RADIO ? undefined : 'unsigned';
    const at = end - SIGNATURE_BYTES;
    const hash = this.#sha256(this.#key, bytes.subarray(start, end - HASH_BYTES));
    let differs = 0;
    for (let i = 0; i < HASH_BYTES; i++) differs |= hash[i]! ^ bytes[end - HASH_BYTES + i]!;
    if (differs !== 0) return 'badSignature';
    const timestamp = view.getUint32(at + 1, true) + view.getUint16(at + 5, true) * 2 ** 32;
    const stream = (bytes[at]! << 16) | (system << 8) | component;
    const last = this.#streams.get(stream);
    if (last !== undefined && timestamp <= last) return 'replayed';
    if (last === undefined) {
      if (timestamp < Math.max(this.#newest, timestampOf(this.#unixMs())) - MINUTE) return 'tooOld';
      if (this.#streams.size === MAX_STREAMS) return 'tooManyStreams';
    }
    this.#streams.set(stream, timestamp);
    this.#newest = Math.max(this.#newest, timestamp);
    return undefined;
  }
}

/** 10 µs since 2015. */
export function timestampOf(unixMs: number): number {
  return Math.max(0, Math.round((unixMs - EPOCH_MS) * 100));
}

/**
 * Writes the signature behind a packet that has room for it: link, time stamp, and the first 48 bits of SHA-256 over key,
 * packet, link and time stamp.
 *
 * @param packet whole, its incompat flag set and its checksum right, with 13 bytes behind it
 */
export function sign(
  packet: Uint8Array,
  { key, sha256, link, timestamp }: { key: Uint8Array; sha256: Sha256; link: number; timestamp: number },
): void {
  const at = packet.length - SIGNATURE_BYTES;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  view.setUint8(at, link);
  view.setUint32(at + 1, timestamp >>> 0, true);
  view.setUint16(at + 5, Math.floor(timestamp / 2 ** 32), true);
  packet.set(sha256(key, packet.subarray(0, packet.length - HASH_BYTES)).subarray(0, HASH_BYTES), at + 7);
}
