import { bcdTime } from '../bytes/bcd';
import { table, u8, u16 } from '../bytes/codec';
import { prefixedText } from '../bytes/text';

/** `playbackMode` of 0x9201. */
export const PLAYBACK_MODES = {
  normal: 0,
  fastForward: 1,
  keyPicturesBackward: 2,
  keyPictures: 3,
  singlePicture: 4,
} as const;

/** 0x9201: play a recording to this address (JT/T 1078-2016, 5.6.3). Answered with 0x1205 or 0x0001. */
export const playbackRequest = table({
  ip: prefixedText,
  tcpPort: u16,
  udpPort: u16,
  channel: u8,
  /** One of `MEDIA_TYPES`. */
  mediaType: u8,
  /** 0 any, 1 main, 2 sub. */
  streamType: u8,
  /** 0 any, 1 main, 2 spare. */
  memoryType: u8,
  /** One of `PLAYBACK_MODES`. */
  playbackMode: u8,
  /** 1 ×1, 2 ×2, 3 ×4, 4 ×8, 5 ×16; 0 where the mode has no speed. */
  speed: u8,
  startTime: bcdTime,
  /** All zeros plays on to the end. */
  endTime: bcdTime,
});

/** `command` of 0x9202. */
export const PLAYBACK_COMMANDS = {
  start: 0,
  pause: 1,
  end: 2,
  fastForward: 3,
  keyPicturesBackward: 4,
  seek: 5,
  keyPictures: 6,
} as const;

/** 0x9202: what is to become of a playback (5.6.4). */
export const playbackControl = table({
  channel: u8,
  /** One of `PLAYBACK_COMMANDS`. */
  command: u8,
  /** As in 0x9201, with `fastForward` and `keyPicturesBackward`. */
  speed: u8,
  /** Where to go on, with `seek`. */
  position: bcdTime,
});

/** How many times as fast a `speed` code plays. Undefined codes play at ×1. */
export function playbackRate(speed: number): number {
  return speed >= 1 && speed <= 5 ? 2 ** (speed - 1) : 1;
}
