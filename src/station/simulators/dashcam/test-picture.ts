/** Blocks of 8 × 8 pixels. */
const WIDTH_BLOCKS = 40;
const HEIGHT_BLOCKS = 30;
const BARS = 8;

/** ITU-T T.81, table K.3: lengths of the codes of DC differences of brightness, by how many bits the difference has. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CODES = [
  '00',
  '010',
  '011',
  '100',
  '101',
  '110',
  '1110',
  '11110',
  '111110',
  '1111110',
  '11111110',
  '111111110',
];
/** Of the AC coefficients there is but the end of the block. */
const AC_COUNTS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const END_OF_BLOCK = '0';

/**
 * A picture of 320 × 240 pixels as JPEG: grey bars, and one that is bright at the channel's place, so that pictures of two
 * cameras are not the same.
 */
export function testPicture(channel: number): Uint8Array {
  const bytes: number[] = [];
  const segment = (marker: number, content: readonly number[]) => {
    const length = content.length + 2;
    bytes.push(0xff, marker, length >> 8, length & 0xff, ...content);
  };
  bytes.push(0xff, 0xd8);
  // Steps of one for all coefficients.
  segment(0xdb, [0, ...Array<number>(64).fill(1)]);
  const [height, width] = [HEIGHT_BLOCKS * 8, WIDTH_BLOCKS * 8];
  segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
  segment(0xc4, [0x00, ...DC_COUNTS, ...DC_CODES.keys()]);
  segment(0xc4, [0x10, ...AC_COUNTS, 0]);
  segment(0xda, [1, 1, 0x00, 0, 63, 0]);
  bytes.push(...entropyCoded(channel), 0xff, 0xd9);
  return Uint8Array.from(bytes);
}

function entropyCoded(channel: number): number[] {
  let bits = '';
  let last = 0;
  for (let block = 0; block < WIDTH_BLOCKS * HEIGHT_BLOCKS; block++) {
    const bar = Math.floor(((block % WIDTH_BLOCKS) * BARS) / WIDTH_BLOCKS);
    const isMark = bar === (channel - 1) % BARS && block >= (WIDTH_BLOCKS * HEIGHT_BLOCKS) / 2;
    // The DC coefficient is eight times the mean, about the middle of the range.
    const dc = ((isMark ? 255 : 32 + bar * 24) - 128) * 8;
    bits += differenceBits(dc - last) + END_OF_BLOCK;
    last = dc;
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8), 2);
    // A byte of all ones would be a marker.
    bytes.push(...(byte === 0xff ? [0xff, 0] : [byte]));
  }
  return bytes;
}

function differenceBits(difference: number): string {
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  if (size === 0) return DC_CODES[0]!;
  const value = difference > 0 ? difference : difference + 2 ** size - 1;
  return DC_CODES[size]! + value.toString(2).padStart(size, '0');
}
