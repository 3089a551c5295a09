import { bcdTime } from '../bytes/bcd';
import { type Codec, table, u8, u16 } from '../bytes/codec';
import { fixedText } from '../bytes/text';

/**
 * What names an alarm of active safety among all of its terminal's: 16 bytes in T/JSATL 12-2017, 40 in the standard of
 * Guangdong (T/GDRTA 002-2019), whose terminals have longer names.
 */
export interface AlarmId {
  readonly terminalId: string;
  /** When it began: `YYMMDDhhmmss`, GMT+8. */
  readonly time: string;
  /** Of alarms at the same time, from 0. */
  readonly sequence: number;
  /** How many files there are about it. */
  readonly attachments: number;
  readonly reserved: number;
  /** It is of the longer form. */
  readonly isLong: boolean;
}

interface Form {
  /** Of the whole. */
  readonly bytes: number;
  readonly terminalIdBytes: number;
  readonly codec: Codec<AlarmId>;
}

function form(isLong: boolean, bytes: number, terminalIdBytes: number, reserved: Codec<number>): Form {
  const fields = table({
    terminalId: fixedText(terminalIdBytes),
    time: bcdTime,
    sequence: u8,
    attachments: u8,
    reserved,
  });
  const codec: Codec<AlarmId> = { read: (from) => ({ ...fields.read(from), isLong }), write: fields.write };
  return { bytes, terminalIdBytes, codec };
}

export const SHORT_FORM = form(false, 16, 7, u8);
export const LONG_FORM = form(true, 40, 30, u16);

/** The form of an alarm's own name. */
export function formOf({ isLong }: Pick<AlarmId, 'isLong'>): Form {
  return isLong ? LONG_FORM : SHORT_FORM;
}
