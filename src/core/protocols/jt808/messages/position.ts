import { type Codec, u16 } from '../bytes/codec';
import { type Location, location } from './location';

/** 0x0201: where the vehicle is, as 0x8201 asked (JT/T 808-2019, 8.20). */
export interface PositionAnswer {
  readonly responseSerial: number;
  readonly location: Location;
}

/** Items that are none stay in the reader, as in 0x0200. */
export const positionAnswer: Codec<PositionAnswer> = {
  read: (from) => ({ responseSerial: u16.read(from), location: location.read(from) }),
  write: (to, body) => {
    u16.write(to, body.responseSerial);
    location.write(to, body.location);
  },
};
