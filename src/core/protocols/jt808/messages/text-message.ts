import { type Codec, table, u8 } from '../bytes/codec';
import { remainingText } from '../bytes/text';

/** Bits of `flags` of 0x8300 (JT/T 808-2013, table 38). In 2019 bits 0 and 1 are a number: 1 service, 2 urgent, 3 notice. */
export const TEXT_FLAGS = {
  urgent: 1 << 0,
  display: 1 << 2,
  speak: 1 << 3,
  advertise: 1 << 4,
  faultCode: 1 << 5,
} as const;
/** The same two bits in 2019. */
export const TEXT_FLAGS_2019 = { service: 1, urgent: 2, notice: 3 } as const;

/** 0x8300: a text for the driver (8.27). */
export interface TextMessage {
  /** See `TEXT_FLAGS`. */
  readonly flags: number;
  /** 2019 alone: 1 a notice, 2 a service. */
  readonly textType?: number;
  /** GBK, 1024 bytes at most. */
  readonly text: string;
}

const of2013 = table({ flags: u8, text: remainingText });
const of2019 = table({ flags: u8, textType: u8, text: remainingText });

/** By the edition in the header. */
export function textMessage(headerEdition: 2013 | 2019): Codec<TextMessage> {
  if (headerEdition === 2013) return of2013;
  return {
    read: (from) => of2019.read(from),
    write: (to, { textType = 1, ...body }) => of2019.write(to, { ...body, textType }),
  };
}
