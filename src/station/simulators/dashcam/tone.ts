/** Samples a second of G.711. */
const SAMPLE_RATE = 8000;
const TONE_HZ = 440;
/** A quarter of the loudest, of 16 bits. */
const AMPLITUDE = 8192;

/** How long a piece of sound is. */
export const TONE_PIECE_MS = 40;
const PIECE_SAMPLES = (SAMPLE_RATE * TONE_PIECE_MS) / 1000;

/** A second of the tone: a whole number of its waves, so that it goes on without a click. */
const SECOND = Uint8Array.from({ length: SAMPLE_RATE }, (_, n) =>
  aLaw(Math.round(AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * n) / SAMPLE_RATE))),
);

/** The tone as G.711 A-law, in pieces. @param count of the piece, from 0 on */
export function tonePiece(count: number): Uint8Array {
  const from = (count * PIECE_SAMPLES) % SAMPLE_RATE;
  return SECOND.subarray(from, from + PIECE_SAMPLES);
}

/** ITU-T G.711, table 1a. @param sample 16 bits, signed */
export function aLaw(sample: number): number {
  const magnitude = Math.min(0x7fff, sample < 0 ? -sample - 1 : sample) >> 3;
  const segment = magnitude < 32 ? 0 : 27 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (segment < 2 ? 1 : segment)) & 15;
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | mantissa) ^ 0x55;
}
