import type { PushSound } from '#core/protocols/push/sound';

const RATE_HZ = 16_000;
const TONE_HZ = 440;
/** A quarter of full scale, so that it is not too loud. */
const AMPLITUDE = 8192;
/** How much of each second is heard, so that it is told from a hum. */
const HEARD_MS = 100;

/** Length of a piece. */
export const PIECE_MS = 20;

/** The `number`th piece of a tone that is heard at the beginning of each second: PCM of 16 bits, one channel. */
export function tonePiece(number: number): PushSound {
  const frames = (RATE_HZ * PIECE_MS) / 1000;
  const data = new Uint8Array(frames * 2);
  const view = new DataView(data.buffer);
  for (let n = 0; n < frames; n++) {
    const ms = number * PIECE_MS + (n * 1000) / RATE_HZ;
    const isHeard = ms % 1000 < HEARD_MS;
    view.setInt16(n * 2, isHeard ? Math.round(AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * ms) / 1000)) : 0, true);
  }
  return { codec: 'pcm-s16le', sampleRateHz: RATE_HZ, channels: 1, timestampUs: number * PIECE_MS * 1000, data };
}
