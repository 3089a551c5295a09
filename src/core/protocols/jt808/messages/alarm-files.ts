import type { ByteReader } from '../bytes/byte-reader';
import { type Codec, counted, fixedBytes, table, u8, u16, u32 } from '../bytes/codec';
import { fixedText, prefixedText } from '../bytes/text';
import { type AlarmId, formOf, LONG_FORM, SHORT_FORM } from './alarm-id';

/** What the platform calls an alarm, so many bytes of text. */
export const ALARM_NUMBER_BYTES = 32;
const alarmNumber = fixedText(ALARM_NUMBER_BYTES);

/** Types of attachments of 0x1211, 0x1212 and 0x9212: the index is the code. */
export const ATTACHMENT_TYPES = ['image', 'audio', 'video', 'text', 'other'] as const;

/** Of the forms that an alarm's name may have the one that a body fits to its last byte; of none the usual one. */
function formThatFits(
  from: ByteReader,
  edition: 2013 | 2019,
  read: (from: ByteReader, form: typeof SHORT_FORM) => unknown,
) {
  const [usual, other] = edition === 2019 ? [LONG_FORM, SHORT_FORM] : [SHORT_FORM, LONG_FORM];
  const fits = (form: typeof SHORT_FORM) => {
    const ahead = from.fork();
    read(ahead, form);
    return ahead.faultAt === undefined && ahead.remaining === 0;
  };
  return !fits(usual) && fits(other) ? other : usual;
}

/** 0x9208: send the files of an alarm to this address (T/JSATL 12-2017, 4.4). */
export interface AlarmFilesRequest {
  readonly ip: string;
  readonly tcpPort: number;
  /** 0 is not UDP. */
  readonly udpPort: number;
  readonly alarm: AlarmId;
  /** What the terminal names it by when it sends them. */
  readonly alarmNumber: string;
  /** 16 bytes. */
  readonly reserved: Uint8Array;
}

const address = table({ ip: prefixedText, tcpPort: u16, udpPort: u16 });
const numbered = table({ alarmNumber, reserved: fixedBytes(16) });

/** By the edition in the header, and the body's length. */
export function alarmFilesRequest(edition: 2013 | 2019): Codec<AlarmFilesRequest> {
  const rest = (from: ByteReader, form: typeof SHORT_FORM) => ({
    alarm: form.codec.read(from),
    ...numbered.read(from),
  });
  return {
    read: (from) => ({ ...address.read(from), ...rest(from, formThatFits(from, edition, rest)) }),
    write: (to, body) => {
      address.write(to, body);
      formOf(body.alarm).codec.write(to, body.alarm);
      numbered.write(to, body);
    },
  };
}

const file = table({ name: prefixedText, bytes: u32 });

/** 0x1210: the files that come (4.5), on a connection of their own. */
export interface AlarmFiles {
  readonly terminalId: string;
  readonly alarm: AlarmId;
  /** As 0x9208 named it. */
  readonly alarmNumber: string;
  /** 0 for the first time, 1 once more. */
  readonly infoType: number;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

const listed = table({ alarmNumber, infoType: u8, files: counted(u8, file) });

/** By the edition in the header, and the body's length. */
export function alarmFiles(edition: 2013 | 2019): Codec<AlarmFiles> {
  const all = (from: ByteReader, form: typeof SHORT_FORM) => ({
    terminalId: fixedText(form.terminalIdBytes).read(from),
    alarm: form.codec.read(from),
    ...listed.read(from),
  });
  return {
    read: (from) => all(from, formThatFits(from, edition, all)),
    write: (to, body) => {
      const form = formOf(body.alarm);
      fixedText(form.terminalIdBytes).write(to, body.terminalId);
      form.codec.write(to, body.alarm);
      listed.write(to, body);
    },
  };
}

/** 0x1211: this file begins; 0x1212: it has been sent (4.6, 4.8). */
export const fileInfo = table({
  name: prefixedText,
  /** Index into `ATTACHMENT_TYPES`. */
  fileType: u8,
  bytes: u32,
});

/** 0x9212: it has come, or these stretches of it have not (4.9). */
export const fileAnswer = table({
  name: prefixedText,
  fileType: u8,
  /** 0 it is complete, 1 it is not. */
  result: u8,
  missing: counted(u8, table({ offset: u32, length: u32 })),
});
