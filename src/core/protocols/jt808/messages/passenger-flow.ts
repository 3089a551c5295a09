import { bcdTime } from '../bytes/bcd';
import { table, u16 } from '../bytes/codec';

/** 0x1005: who got on and off a bus (JT/T 1078-2016, 5.4.3). */
export const passengerFlow = table({
  startTime: bcdTime,
  endTime: bcdTime,
  boarded: u16,
  alighted: u16,
});
