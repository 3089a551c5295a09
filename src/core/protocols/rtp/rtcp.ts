import { uint32 } from './packet';
import type { ReportBlock } from './reception';

/** Packet types (RFC 3550, 12.1). */
const SR = 200;
const RR = 201;
const SDES = 202;
const BYE = 203;
const CNAME = 1;

/** What a sender says of itself. */
export type RtcpMessage =
  | {
      readonly type: 'sender-report';
      readonly ssrc: number;
      /** The middle 32 bits of the NTP time, for `lastSenderReport`. */
      readonly ntpMiddle: number;
      /** Of the sender's clock, s since 1900-01-01; it may be wrong, or count from its start. */
      readonly ntpSeconds: number;
      /** The same moment in the payload's clock. */
      readonly timestamp: number;
    }
  | { readonly type: 'bye'; readonly ssrc: number };

/**
 * Reads a compound packet of RTCP (RFC 3550, 6.1). What is not needed here is passed over; what does not fit its length ends
 * the reading.
 */
export function readRtcp(datagram: Uint8Array): readonly RtcpMessage[] {
  const messages: RtcpMessage[] = [];
  for (let at = 0; at + 8 <= datagram.length; ) {
    if (datagram[at]! >> 6 !== 2) break;
    const end = at + 4 + ((datagram[at + 2]! << 8) | datagram[at + 3]!) * 4;
    if (end > datagram.length) break;
    const type = datagram[at + 1];
    const ssrc = uint32(datagram, at + 4);
    if (type === SR && end - at >= 28) {
      const [seconds, fraction] = [uint32(datagram, at + 8), uint32(datagram, at + 12)];
      messages.push({
        type: 'sender-report',
        ssrc,
        ntpMiddle: (((seconds & 0xffff) << 16) | (fraction >>> 16)) >>> 0,
        ntpSeconds: seconds + fraction / 2 ** 32,
        timestamp: uint32(datagram, at + 16),
      });
    } else if (type === BYE && (datagram[at]! & 0x1f) > 0 && end - at >= 8) {
      messages.push({ type: 'bye', ssrc });
    }
    at = end;
  }
  return messages;
}

export interface ReceiverReport {
  /** Of the one who reports. */
  readonly ssrc: number;
  /** Of ASCII. */
  readonly cname: string;
  readonly block: ReportBlock;
  /** Of the last sender report: its `ntpMiddle`, and how long ago it came, in s. */
  readonly lastSenderReport?: { readonly ntpMiddle: number; readonly agoSeconds: number };
}

/** A compound packet of a receiver report and the name of who sends it (RFC 3550, 6.1). */
export function writeReceiverReport({ ssrc, cname, block, lastSenderReport }: ReceiverReport): Uint8Array {
  const name = Uint8Array.from(cname.slice(0, 255), (character) => character.charCodeAt(0) & 0x7f);
  // Items end with a zero byte, and are filled up to a multiple of 4.
  const chunkBytes = Math.ceil((4 + 2 + name.length + 1) / 4) * 4;
  const bytes = new Uint8Array(32 + 4 + chunkBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (0x81 << 24) | (RR << 16) | 7);
  view.setUint32(4, ssrc);
  view.setUint32(8, block.ssrc);
  view.setUint32(12, (block.fractionLost << 24) | (block.cumulativeLost & 0xffffff));
  view.setUint32(16, block.extendedHighestSequence);
  view.setUint32(20, block.jitter);
  if (lastSenderReport) {
    view.setUint32(24, lastSenderReport.ntpMiddle);
    view.setUint32(28, Math.min(0xffffffff, Math.round(lastSenderReport.agoSeconds * 65536)));
  }
  view.setUint32(32, (0x81 << 24) | (SDES << 16) | (chunkBytes / 4));
  view.setUint32(36, ssrc);
  bytes[40] = CNAME;
  bytes[41] = name.length;
  bytes.set(name, 42);
  return bytes;
}
