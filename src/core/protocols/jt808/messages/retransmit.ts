import { type Codec, counted, table, u8, u16 } from '../bytes/codec';

function layout(count: Codec<number>) {
  return table({
    /** Of the message's first part. */
    originalSerial: u16,
    /** Numbers of the parts that are missing, from 1. */
    parts: counted(count, u16),
  });
}

const LAYOUT_2013 = layout(u8);
const LAYOUT_2019 = layout(u16);

/** 0x8003: send these parts of a split message again (8.5; the count is a byte, in 2019 a word). */
export function retransmit(edition: 2013 | 2019): typeof LAYOUT_2013 {
  return edition === 2019 ? LAYOUT_2019 : LAYOUT_2013;
}
