import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const RATE_HZ = 48_000;
const WAV_HEADER_BYTES = 44;

/** A second of a tone, in a file that a browser takes for its microphone, over and over without a click. @param hz whole */
export function writeToneFile(file: string, hz: number): void {
  const wav = Buffer.alloc(WAV_HEADER_BYTES + RATE_HZ * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE_HZ, 24);
  wav.writeUInt32LE(RATE_HZ * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(RATE_HZ * 2, 40);
  for (let n = 0; n < RATE_HZ; n++) {
    wav.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hz * n) / RATE_HZ)), WAV_HEADER_BYTES + n * 2);
  }
  writeFileSync(file, wav);
}

/** The frequency that is loudest in what the page gives to the speakers, Hz; 0 where it is silent. See `tapSpeakers`. */
export function loudestHz(page: Page): Promise<number> {
  return page.evaluate(() => {
    const analyser = (window as unknown as { taps: AnalyserNode[] }).taps.at(-1);
    if (!analyser) return 0;
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const most = Math.max(...bins);
    // −70 dB and less is what a codec leaves of silence.
    return most > -70 ? Math.round((bins.indexOf(most) * analyser.context.sampleRate) / analyser.fftSize) : 0;
  });
}
