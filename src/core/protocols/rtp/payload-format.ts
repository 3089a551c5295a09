/** Who is given the bytes of the NAL units, at once and in order. */
export interface NalEvents {
  /** A NAL unit begins, with this first byte of its header. @returns whether it is wanted; a unit in fragments is given in any case */
  begins(header: number): boolean;
  /** The next bytes of an Annex B byte stream. They are void once this returns. */
  bytes(data: Uint8Array): void;
  /** A part of a packet was no NAL unit, or stands where none may: nothing of it was taken. */
  malformed(reason: MalformedReason): void;
}

/** Why something in a payload was not taken. */
export type MalformedReason =
  /** A length that leads beyond the packet, or an empty unit. */
  | 'length'
  /** A fragment whose first part is not there. */
  | 'orphan'
  /** A type that the payload format does not know. */
  | 'type'
  /** NAL units in another order than their packets (packetization-mode 2, `sprop-max-don-diff`): not taken. */
  | 'interleaved';

/** Where in its picture a NAL unit stands: `before` its first slice, a `slice`, or anywhere. */
export type NalPlace = 'before' | 'slice' | 'any';

/** Takes the payloads of one codec's packets apart. */
export interface PayloadReader {
  /** The next payload, in the order of the sequence numbers. */
  push(payload: Uint8Array): void;
  /** Packets are missing before the next one: a fragment that is open will not be whole. */
  lost(): void;
  /** What a NAL unit is to its picture, by the first byte of its header. */
  roleOf(header: number): NalPlace;
  /** Whether a payload shows that it is the first of its picture. `false`: it may be, or not. */
  beginsPicture(payload: Uint8Array): boolean;
}

/** The codecs that have a reader here. */
export const RTP_CODECS = ['h264', 'h265'] as const;
export type RtpCodec = (typeof RTP_CODECS)[number];

/** What begins a NAL unit in a byte stream, with its zero_byte. */
export const START_CODE: Readonly<Uint8Array> = Uint8Array.of(0, 0, 0, 1);

/** Bytes of the start code that a payload begins with, 0 of one as it should be: some senders leave it where the format has none. */
export function startCodeBytes(bytes: Uint8Array): 0 | 3 | 4 {
  if (bytes[0] !== 0 || bytes[1] !== 0) return 0;
  if (bytes[2] === 1) return 3;
  return bytes[2] === 0 && bytes[3] === 1 ? 4 : 0;
}
