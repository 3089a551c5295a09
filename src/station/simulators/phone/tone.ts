/** What the microphone hears: a quiet hum, and a beep as long as a key picture of a clip with one a second is new. */
const HUM_HZ = 220;
const BEEP_HZ = 1000;
const BEEP_MS = 100;
const SECOND_MS = 1000;

/** Sound of the simulated phone. */
export const TONE = { sampleRateHz: 48_000, channels: 1, chunkMs: 20 } as const;

/**
 * One chunk of the sound: 16-bit little-endian PCM. Whole for any `fromMs`: the chunks join without a click.
 *
 * @param fromMs where the chunk begins, on the clip's time
 */
export function toneChunk(fromMs: number): Uint8Array {
  const samples = (TONE.sampleRateHz * TONE.chunkMs) / 1000;
  const data = new Uint8Array(samples * 2);
  const view = new DataView(data.buffer);
  for (let n = 0; n < samples; n++) {
    const ms = fromMs + (n * 1000) / TONE.sampleRateHz;
    const beeps = ms % SECOND_MS < BEEP_MS;
    const level = beeps
      ? 0.5 * Math.sin((2 * Math.PI * BEEP_HZ * ms) / 1000)
      : 0.02 * Math.sin((2 * Math.PI * HUM_HZ * ms) / 1000);
    view.setInt16(n * 2, Math.round(level * 0x7fff), true);
  }
  return data;
}
