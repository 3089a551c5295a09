/** IMA ADPCM, Table of step sizes; 89 of them. */
const STEPS = Uint16Array.from([
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
]);
const INDEX_CHANGES = Int8Array.from([-1, -1, -1, -1, 2, 4, 6, 8]);
/** The first sample (s16 LE), the step's index, a byte that is not used. */
const HEADER_BYTES = 4;

/**
 * Decodes a block of IMA ADPCM (DVI4) of one channel to samples of 16 bits: a header with the first sample and the step's
 * index, then two samples a byte, the low half first.
 *
 * @returns nothing where the block is shorter than its header or its index is none
 */
export function decodeImaAdpcm(block: Uint8Array): Int16Array {
  const index = block[2];
  if (block.length < HEADER_BYTES || index === undefined || index >= STEPS.length) return new Int16Array();
  const samples = new Int16Array((block.length - HEADER_BYTES) * 2 + 1);
  let predictor = ((block[0]! | (block[1]! << 8)) << 16) >> 16;
  let step = index;
  samples[0] = predictor;
  for (let n = 1; n < samples.length; n++) {
    const byte = block[HEADER_BYTES + ((n - 1) >> 1)]!;
    const code = n % 2 === 1 ? byte & 15 : byte >> 4;
    const size = STEPS[step]!;
    const change = ((2 * (code & 7) + 1) * size) >> 3;
    predictor = Math.max(-32768, Math.min(32767, predictor + (code & 8 ? -change : change)));
    step = Math.max(0, Math.min(STEPS.length - 1, step + INDEX_CHANGES[code & 7]!));
    samples[n] = predictor;
  }
  return samples;
}
