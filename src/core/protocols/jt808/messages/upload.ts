import { table, u8, u16 } from '../bytes/codec';
import { prefixedText } from '../bytes/text';
import { RECORDING_FIELDS } from './recordings';

/** 0x9206: upload recordings to an FTP server (JT/T 1078-2016, 5.6.5). 0x0001 takes it on, 0x1206 ends it. */
export const uploadRequest = table({
  ip: prefixedText,
  port: u16,
  userName: prefixedText,
  password: prefixedText,
  path: prefixedText,
  ...RECORDING_FIELDS,
  /** Bits: 0 by Wi-Fi, 1 by LAN, 2 by 3G/4G. */
  conditions: u8,
});

/** `command` of 0x9207. */
export const UPLOAD_COMMANDS = { pause: 0, resume: 1, cancel: 2 } as const;

/** 0x9207: what is to become of an upload (5.6.7). */
export const uploadControl = table({
  /** Serial of the 0x9206 that ordered it. */
  responseSerial: u16,
  /** One of `UPLOAD_COMMANDS`. */
  command: u8,
});

/** 0x1206: an upload has ended (5.6.6). */
export const uploadDone = table({
  responseSerial: u16,
  /** 0 done, 1 failed. */
  result: u8,
});
