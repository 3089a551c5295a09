import { type Codec, table } from '../bytes/codec';
import { fixedText, prefixedText, remainingText } from '../bytes/text';

/** 0x0102: a terminal shows the code that 0x8100 gave it (8.11). */
export interface Authenticate {
  readonly authCode: string;
  /** 2019 alone: 15 digits. */
  readonly imei?: string;
  /** 2019 alone: at most 20 bytes. */
  readonly softwareVersion?: string;
}

const of2019 = table({ authCode: prefixedText, imei: fixedText(15), softwareVersion: fixedText(20) });

/** By the edition in the header. */
export function authenticate(headerEdition: 2013 | 2019): Codec<Authenticate> {
  if (headerEdition === 2013) {
    return {
      read: (from) => ({ authCode: remainingText.read(from) }),
      write: (to, body) => remainingText.write(to, body.authCode),
    };
  }
  return {
    read: (from) => of2019.read(from),
    write: (to, { authCode, imei = '', softwareVersion = '' }) => of2019.write(to, { authCode, imei, softwareVersion }),
  };
}
