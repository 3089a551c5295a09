import { describe, expect, it } from 'vitest';
import { CaptureClock } from '../../media/capture-clock';
import { soundOf } from './audio';
import { PAYLOAD_TYPES } from './messages';

const adts = (payload: readonly number[]) => {
  const length = payload.length + 7;
  // AAC LC, 16 kHz, one channel, no checksum.
  return [0xff, 0xf1, 0x60, 0x40 | (length >> 11), (length >> 3) & 0xff, ((length & 7) << 5) | 0x1f, 0xfc, ...payload];
};

describe('sound', () => {
  it.each([
    ['g711a', 'pcma'],
    ['g711u', 'pcmu'],
    ['g726', 'g726'],
    ['adpcm', 'adpcm-ima'],
  ] as const)('of %s goes on as it came, as %s', (name, codec) => {
    const data = Uint8Array.of(5, 6, 7);
    expect(soundOf(data, PAYLOAD_TYPES[name])).toEqual([{ data, codec, sampleRateHz: 8000, channels: 1 }]);
  });

  it('of a HiSilicon chip loses the chip’s own four bytes', () => {
    expect(soundOf(Uint8Array.of(0, 1, 1, 0, 9, 8), PAYLOAD_TYPES.g711a)[0]?.data).toEqual(Uint8Array.of(9, 8));
  });

  it('of AAC comes out of its ADTS packet by packet, and says its format itself', () => {
    const frame = { codec: 'aac', sampleRateHz: 16000, channels: 1, description: Uint8Array.of(0x14, 0x08) };
    const two = Uint8Array.from([...adts([1, 2]), ...adts([3])]);
    expect(soundOf(two, PAYLOAD_TYPES.aac)).toEqual([
      { ...frame, data: Uint8Array.of(1, 2) },
      { ...frame, data: Uint8Array.of(3) },
    ]);
    expect(soundOf(two.subarray(0, -1), PAYLOAD_TYPES.aac)).toHaveLength(1);
  });

  it.each([
    ['nothing', [], PAYLOAD_TYPES.g711a],
    ['a prefix alone', [0, 1, 0, 0], PAYLOAD_TYPES.g726],
    ['AAC with no header', [1, 2, 3, 4, 5, 6, 7, 8, 9], PAYLOAD_TYPES.aac],
    ['a payload type that nobody knows', [1], 77],
  ])('of %s is none', (_, bytes, payloadType) => {
    expect(soundOf(Uint8Array.from(bytes), payloadType)).toEqual([]);
  });
});

describe('the clock of a camera', () => {
  it('is related by the frame that had the quickest way', () => {
    const clock = new CaptureClock();
    const delays = [9000, 3000, 20_000, 5000];
    const captures = delays.map((delayUs, n) => clock.captureUs(1e12 + n * 40, n * 40_000 + delayUs)!);
    const distances = captures.slice(1).map((captureUs) => captureUs - captures[1]!);
    expect(distances).toEqual([0, 40_000, 80_000]);
    expect(captures[1]).toBe(40_000 + 3000);
  });

  it('is not believed while it stands still, nor over a leap', () => {
    const clock = new CaptureClock();
    for (let n = 0; n < 3; n++) clock.captureUs(7, n * 40_000);
    expect(clock.captureUs(7, 120_000)).toBeUndefined();
    expect(clock.captureUs(47, 160_000)).toBe(160_000);
    expect(clock.captureUs(9_000_000, 200_000)).toBe(200_000);
    expect(clock.captureUs(87, 240_000)).toBe(240_000);
  });

  it('follows a drift, and never says that a picture comes from the future', () => {
    const clock = new CaptureClock();
    for (let n = 0; n < 25 * 600; n++) {
      // A crystal that is slow by a tenth of a per mille loses 60 ms in these ten minutes.
      const receiveUs = n * 40_000 * 1.0001;
      const captureUs = clock.captureUs(n * 40, receiveUs)!;
      expect(receiveUs - captureUs).toBeGreaterThanOrEqual(-1e-3);
      expect(receiveUs - captureUs).toBeLessThan(10_000);
    }
  });
});
