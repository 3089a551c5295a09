import { afterEach, expect, it, vi } from 'vitest';
import { createSoundEncoder, type EncodedSound } from './sound-encoder';

const RATE_HZ = 48_000;
const LENGTH = 960;

/** As Chromium 156 does it: the first time stamp since `configure` counts, and samples from there on. */
class CountingEncoder {
  static isConfigSupported = async () => ({ supported: true });
  readonly encodeQueueSize = 0;
  state = 'unconfigured';
  #fromUs: number | undefined;
  #frames = 0;
  readonly #output: (chunk: unknown) => void;

  constructor({ output }: { readonly output: (chunk: unknown) => void }) {
    this.#output = output;
  }

  configure(): void {
    this.state = 'configured';
  }

  reset(): void {
    this.state = 'unconfigured';
    this.#fromUs = undefined;
    this.#frames = 0;
  }

  encode({ timestamp, numberOfFrames }: { readonly timestamp: number; readonly numberOfFrames: number }): void {
    this.#fromUs ??= timestamp;
    this.#output({ byteLength: 0, timestamp: this.#fromUs + (this.#frames * 1e6) / RATE_HZ, copyTo: () => undefined });
    this.#frames += numberOfFrames;
  }

  close(): void {
    this.state = 'closed';
  }
}

class PlainAudioData {
  constructor(init: object) {
    Object.assign(this, init);
  }
  close(): void {}
}

afterEach(() => vi.unstubAllGlobals());

it('a piece behind a pause of any length bears the time at which it was taken', async () => {
  vi.stubGlobal('window', { AudioEncoder: CountingEncoder });
  vi.stubGlobal('AudioEncoder', CountingEncoder);
  vi.stubGlobal('AudioData', PlainAudioData);
  const sounds: EncodedSound[] = [];
  const encoder = await createSoundEncoder(RATE_HZ, (sound) => sounds.push(sound));
  // Muted between the second and the third for four seconds, and one piece is left out behind that.
  const frames = [0, 960, 193_920, 194_880, 196_800];
  for (const fromFrame of frames) {
    encoder.encode({ samples: new Float32Array(LENGTH), sampleRateHz: RATE_HZ, fromFrame });
  }
  expect(sounds.map(({ fromUs }) => fromUs)).toEqual(frames.map((frame) => (frame * 1e6) / RATE_HZ));
});
