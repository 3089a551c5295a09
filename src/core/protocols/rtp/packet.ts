/** One packet of RTP (RFC 3550, 5.1), with the standard's own names. `payload` is a view of the datagram. */
export interface RtpPacket {
  readonly marker: boolean;
  /** 0–127. */
  readonly payloadType: number;
  /** Sequence number, 0–65535. */
  readonly sequence: number;
  /** In units of the payload's clock, 0–2³²−1. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** Without padding; empty in a packet of padding alone. */
  readonly payload: Uint8Array;
}

const FIXED_BYTES = 12;
const VERSION = 2;

/**
 * Reads a datagram as a packet of RTP. Contributing sources and an extension header are passed over.
 *
 * @returns `undefined` where it is none: too short, of another version, or with lengths that do not fit
 */
export function readRtpPacket(datagram: Uint8Array): RtpPacket | undefined {
  if (datagram.length < FIXED_BYTES) return undefined;
  const first = datagram[0]!;
  if (first >> 6 !== VERSION) return undefined;
  let from = FIXED_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (from + 4 > datagram.length) return undefined;
    from += 4 + ((datagram[from + 2]! << 8) | datagram[from + 3]!) * 4;
  }
  let end = datagram.length;
  if ((first & 0x20) !== 0) {
    const padding = datagram[end - 1]!;
    // A padding of 0 bytes cannot hold its own length: what says so pads nothing.
    end -= padding;
  }
  if (from > end) return undefined;
  const second = datagram[1]!;
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequence: (datagram[2]! << 8) | datagram[3]!,
    timestamp: uint32(datagram, 4),
    ssrc: uint32(datagram, 8),
    payload: datagram.subarray(from, end),
  };
}

/** Whether a datagram on a port that RTP and RTCP share is of RTCP: its packet type lies where RTP's payload type does (RFC 5761, 4). */
export function isRtcp(datagram: Uint8Array): boolean {
  const type = datagram[1] ?? 0;
  return datagram.length >= 8 && datagram[0]! >> 6 === VERSION && type >= 192 && type <= 223;
}

/** Big-endian, unsigned. */
export function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
