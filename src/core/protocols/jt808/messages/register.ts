import { type Codec, table, u8, u16 } from '../bytes/codec';
import { fixedText, remainingText } from '../bytes/text';
import type { Jt808Edition } from '../header';

/** 0x0100: a terminal says which vehicle it is built into (8.8). */
export interface Register {
  /** Widths of the fields: of 2019 as the header says, of the others as the body's length does. */
  readonly edition: Jt808Edition;
  /** GB/T 2260: the first two digits, and the next four. 0 is the platform's choice. */
  readonly provinceId: number;
  readonly cityId: number;
  /** At most 5 bytes; 2019: 11. */
  readonly manufacturerId: string;
  /** At most 20 bytes; 2011: 8, 2019: 30. */
  readonly terminalModel: string;
  /** At most 7 bytes; 2019: 30. */
  readonly terminalId: string;
  /** JT/T 415: 1 blue, 2 yellow, 3 black, 4 white, 9 other; 0 has no plate. */
  readonly plateColour: number;
  /** The plate, or where there is none the vehicle's identification number. */
  readonly plate: string;
}

function layout(manufacturer: number, model: number, id: number) {
  return table({
    provinceId: u16,
    cityId: u16,
    manufacturerId: fixedText(manufacturer),
    terminalModel: fixedText(model),
    terminalId: fixedText(id),
    plateColour: u8,
    plate: remainingText,
  });
}

const LAYOUTS = { 2011: layout(5, 8, 7), 2013: layout(5, 20, 7), 2019: layout(11, 30, 30) } as const;

/** A body of 2011 has 25 bytes and the plate, of 2013 it has 37 at least. */
const LONGEST_OF_2011 = 36;

/** By the edition in the header. */
export function register(headerEdition: 2013 | 2019): Codec<Register> {
  return {
    read: (from) => {
      const edition = headerEdition === 2019 ? 2019 : from.remaining > LONGEST_OF_2011 ? 2013 : 2011;
      return { edition, ...LAYOUTS[edition].read(from) };
    },
    write: (to, body) => LAYOUTS[body.edition].write(to, body),
  };
}

/** What 0x8100 may say. */
export const REGISTER_RESULTS = {
  success: 0,
  vehicleRegistered: 1,
  noSuchVehicle: 2,
  terminalRegistered: 3,
  noSuchTerminal: 4,
} as const;

/** 0x8100: the platform's answer, with the code to authenticate with where it is a yes (8.9). */
export interface RegisterResponse {
  readonly responseSerial: number;
  /** One of `REGISTER_RESULTS`. */
  readonly result: number;
  /** Only with `success`. */
  readonly authCode: string;
}

const answered = table({ responseSerial: u16, result: u8 });

export const registerResponse: Codec<RegisterResponse> = {
  read: (from) => {
    const answer = answered.read(from);
    const authCode = answer.result === REGISTER_RESULTS.success ? remainingText.read(from) : '';
    return { ...answer, authCode };
  },
  write: (to, body) => {
    answered.write(to, body);
    if (body.result === REGISTER_RESULTS.success) remainingText.write(to, body.authCode);
  },
};
