/**
 * JT/T 1078 media (docs/protocols.md 3): a camera's pictures and sound, cut into packets of some 950 bytes. Over TCP they stand
 * back to back, over UDP one is a datagram.
 */
export interface MediaPacket {
  /** How many bytes the SIM number takes: 6, or 10 in the packets of newer terminals. */
  readonly simBytes: SimBytes;
  /** The SIM number's digits as they were sent, with leading zeros: 12 or 20. */
  readonly sim: string;
  /** The logical channel: which camera or microphone of the terminal. */
  readonly channel: number;
  /** M: set on the last packet of a frame. Not every terminal sets it; `subpackage` is what counts. */
  readonly marker: boolean;
  /** PT: see `PAYLOAD_TYPES`. */
  readonly payloadType: number;
  /** Of a channel's packets, sound and pictures alike: 0..65535, and from the start again. */
  readonly sequence: number;
  readonly dataType: DataType;
  readonly subpackage: Subpackage;
  /** When the frame was taken, in ms on the camera's clock, of an unknown origin. Absent of transparent data. */
  readonly timestampMs?: number;
  /** Since the last I frame and since the last frame, in ms; 65535 is unknown. Video alone has them. */
  readonly lastIFrameIntervalMs?: number;
  readonly lastFrameIntervalMs?: number;
  readonly body: Uint8Array;
}

export type SimBytes = 6 | 10;

/** What a frame is, by the high nibble of byte 15. */
export const DATA_TYPES = ['i', 'p', 'b', 'audio', 'transparent'] as const;
export type DataType = (typeof DATA_TYPES)[number];

/** Where in its frame a packet stands, by the low nibble of byte 15. */
export const SUBPACKAGES = ['atomic', 'first', 'last', 'middle'] as const;
export type Subpackage = (typeof SUBPACKAGES)[number];

/** PT (JT/T 1078, table 12), those that are known here. */
export const PAYLOAD_TYPES = { g711a: 6, g711u: 7, g726: 8, aac: 19, adpcm: 26, h264: 98, h265: 99 } as const;

/** A frame whose packets have all come: a picture, a piece of sound, or data of the vehicle's own. */
export interface MediaFrame {
  readonly dataType: DataType;
  readonly payloadType: number;
  /** As of its first packet. */
  readonly timestampMs?: number;
  /** When its last packet came, in µs on the station's clock. */
  readonly receiveUs: number;
  /** Valid until the call that hands it over returns: a receiver that keeps it copies it. */
  readonly data: Uint8Array;
}

/** What was wrong with the packets of a channel, or between them. */
export type MediaFault =
  /** Packets never came, by the count. */
  | { readonly kind: 'lost-packets'; readonly packets: number }
  /** A packet came too late: what it belongs to has been given up. */
  | { readonly kind: 'late-packet' }
  /** A packet that continues a frame of which the beginning is not there. */
  | { readonly kind: 'no-beginning' }
  /** A frame that another one cut off, or whose packets are not of one kind. */
  | { readonly kind: 'unfinished-frame' }
  /** A frame that has too many packets or bytes, or took too long; or there is no memory for it. */
  | { readonly kind: 'oversize-frame' };

/** Bytes of a TCP connection that are no packet. */
export type StreamFault =
  /** Skipped up to where the next packet begins. */
  | { readonly kind: 'garbage'; readonly bytes: number }
  /** A packet whose length is not true: another packet begins within it, or none behind it. */
  | { readonly kind: 'false-length' };
