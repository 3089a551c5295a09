import { DELIMITER } from '#core/protocols/jt808/frame';
import { MESSAGE_TYPES } from '#core/protocols/jt808/registry';
import { beginsPacket } from '#core/protocols/jt1078/packet';

/** What a connection speaks, by its first bytes; `more` while they do not tell. */
export type FirstBytes = 'signalling' | 'attachments' | 'media' | 'unknown' | 'more';

/** Delimiters that may stand in front of the first frame. */
const MAX_DELIMITERS = 16;
const { id } = MESSAGE_TYPES.alarmFiles;

/** Frames are signalling, unless the first is that of an alarm's files (0x1210), which come on a connection of their own. */
export function firstOf(first: Uint8Array): FirstBytes {
  if (first[0] !== DELIMITER) return beginsPacket(first) ? 'media' : 'unknown';
  let at = 0;
  while (first[at] === DELIMITER && at < MAX_DELIMITERS) at++;
  const [high, low] = [first[at], first[at + 1]];
  if (high === undefined || (high === id >> 8 && low === undefined)) return 'more';
  return high === id >> 8 && low === (id & 0xff) ? 'attachments' : 'signalling';
}
