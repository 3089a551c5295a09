import { bcdTime } from '../bytes/bcd';
import { counted, table, u8, u16, u32, u64 } from '../bytes/codec';

/** `mediaType` of recordings. */
export const MEDIA_TYPES = { audioAndVideo: 0, audio: 1, video: 2, either: 3 } as const;

/** What tells recordings from each other, in this order in 0x9205, 0x1205 and 0x9206. In a question 0 is any. */
export const RECORDING_FIELDS = {
  channel: u8,
  /** In a question all zeros is open. */
  startTime: bcdTime,
  endTime: bcdTime,
  /** Bits 0..31 as in 0x0200, 32..63 as in item 0x14; 0 does not ask. */
  alarmFlag: u64,
  /** One of `MEDIA_TYPES`. */
  mediaType: u8,
  /** 1 main, 2 sub. */
  streamType: u8,
  /** 1 main, 2 spare. */
  memoryType: u8,
};

/** 0x9205: which recordings are there? (JT/T 1078-2016, 5.6.1). Answered with 0x1205. */
export const queryRecordings = table(RECORDING_FIELDS);

/** One recording of 0x1205 (table 23). */
const recording = table({
  ...RECORDING_FIELDS,
  /** Bytes. */
  fileSize: u32,
});

/** 0x1205: the recordings that there are (5.6.2). Often split. */
export const recordings = table({
  responseSerial: u16,
  recordings: counted(u32, recording),
});
