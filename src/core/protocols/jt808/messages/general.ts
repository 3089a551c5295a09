import { table, u8, u16 } from '../bytes/codec';

/** Body of messages that are their id alone: 0x0002, 0x0003, 0x8104, 0x9003. */
export const empty = table({});

/** What a general response says of the message it answers. */
export const RESULTS = { success: 0, failure: 1, badMessage: 2, unsupported: 3, alarmAcknowledged: 4 } as const;

/** 0x0001 of a terminal and 0x8001 of a platform (8.1, 8.2). */
export const generalResponse = table({
  /** Serial of the message that is answered. */
  responseSerial: u16,
  /** Its id. */
  responseId: u16,
  /** One of `RESULTS`. */
  result: u8,
});
