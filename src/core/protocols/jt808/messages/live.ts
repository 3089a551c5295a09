import { table, u8, u16 } from '../bytes/codec';
import { prefixedText } from '../bytes/text';

/** What `dataType` of 0x9101 asks for. */
export const LIVE_DATA_TYPES = {
  audioAndVideo: 0,
  video: 1,
  intercom: 2,
  listen: 3,
  broadcast: 4,
  transparent: 5,
} as const;

/** What a channel has two of. */
export const STREAM_TYPES = { main: 0, sub: 1 } as const;

/** 0x9101: send a channel to this address (JT/T 1078-2016, 5.5.1). */
export const liveRequest = table({
  /** Address or name of the media server. */
  ip: prefixedText,
  /** 0 is not TCP. */
  tcpPort: u16,
  /** 0 is not UDP. */
  udpPort: u16,
  /** Logical channel, from 1 (table 2). */
  channel: u8,
  /** One of `LIVE_DATA_TYPES`. */
  dataType: u8,
  /** One of `STREAM_TYPES`. */
  streamType: u8,
});

/** What `command` of 0x9102 orders. */
export const LIVE_COMMANDS = { close: 0, switchStream: 1, pause: 2, resume: 3, endIntercom: 4 } as const;
/** What `closeType` of 0x9102 leaves. */
export const CLOSE_TYPES = { all: 0, audio: 1, video: 2 } as const;

/** 0x9102: what is to become of a channel that is sent (5.5.2). */
export const liveControl = table({
  channel: u8,
  /** One of `LIVE_COMMANDS`. */
  command: u8,
  /** One of `CLOSE_TYPES`. */
  closeType: u8,
  /** One of `STREAM_TYPES`, of `switchStream`. */
  streamType: u8,
});

/** 0x9105: how a channel arrives, so that the terminal can adapt (5.5.3). Not answered. */
export const liveStatus = table({
  channel: u8,
  /** Percent that were lost. */
  packetLossRate: u8,
});
