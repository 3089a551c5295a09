import type { PushSound } from './sound';

/**
 * Push ingest (docs/protocols.md 2): a program opens a WebSocket and sends H.264. Each of its binary messages is either a piece
 * of an Annex B byte stream, cut anywhere, or one packet with a header of its own.
 */
export type PushInput =
  /** A piece of the byte stream. A view of the message. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'packet'; readonly packet: PushPacket }
  | { readonly kind: 'sound'; readonly sound: PushSound }
  /** A message that its producer's dialect does not know. What it held is lost. */
  | { readonly kind: 'fault'; readonly fault: PushPacketFault };

/** What a packet holds, by the `type` of its header. */
export const PUSH_PACKET_TYPES = { 1: 'sps', 2: 'pps', 3: 'key-frame', 4: 'frame', 5: 'vps' } as const;
export type PushPacketType = (typeof PUSH_PACKET_TYPES)[keyof typeof PUSH_PACKET_TYPES];

/** A packet of the framed dialect. */
export interface PushPacket {
  readonly type: PushPacketType;
  /**
   * The producer's clock, of an unknown origin: good for distances alone. µs, 0..2^64 − 1, exact up to 2^53.
   */
  readonly timestampUs: number;
  /** Of a frame; its meaning is the producer's. 0 of a parameter set. */
  readonly flags: number;
  /** Annex B, one NAL unit or several, from a start code on. A view of the message. */
  readonly payload: Uint8Array;
}

/** Why bytes are no packet. */
export type PushPacketFault =
  /** Shorter than its header. */
  | 'short'
  /** An undocumented `type`. */
  | 'type'
  /** The length in the header is not that of the message. */
  | 'length'
  /** The payload's length is not what is left behind the header. */
  | 'size'
  /** The payload does not begin with a start code. */
  | 'start-code';

/** The optional text message with which a producer begins. */
export interface VideoConfig {
  /** What follows: `h264`. */
  readonly format: string;
  /** What the producer calls itself: `simulator`; empty where it does not say. */
  readonly source: string;
}
