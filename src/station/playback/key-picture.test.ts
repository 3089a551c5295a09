import { describe, expect, it } from 'vitest';
import { keyPictureAt } from './key-picture';
import type { Medium } from './medium';

const SECOND = 1e6;
type Asked = Pick<Medium, 'pictureAt' | 'keyOf' | 'nextKey' | 'timeUs' | 'load'>;

/** A picture every tenth of a second from 5 s on, a key picture each second, until 9.9 s. */
const medium: Asked = {
  pictureAt: (us) => Math.min(99, Math.max(50, Math.floor((us / SECOND) * 10))),
  keyOf: (place) => place - (place % 10),
  nextKey: (place) => (place < 90 ? place - (place % 10) + 10 : undefined),
  timeUs: (place) => (place / 10) * SECOND,
  load: async (place) => ({ data: Uint8Array.of(place), codec: 'h264', key: true, receiveUs: place }),
};

describe('the key picture of a moment', () => {
  it('is the one that stood or came last before it, and says how long it is that', async () => {
    expect(await keyPictureAt(medium, 7.35 * SECOND)).toMatchObject({
      timeUs: 7 * SECOND,
      nextUs: 8 * SECOND,
      unit: { data: Uint8Array.of(70) },
    });
  });

  it('is the first before all, and the last, which none follows yet, at the end', async () => {
    expect(await keyPictureAt(medium, 0)).toMatchObject({ timeUs: 5 * SECOND });
    expect(await keyPictureAt(medium, 60 * SECOND)).toMatchObject({ timeUs: 9 * SECOND, nextUs: undefined });
  });

  it('is none where nothing is kept, or it was deleted just now', async () => {
    expect(await keyPictureAt({ ...medium, pictureAt: () => undefined }, SECOND)).toBeUndefined();
    expect(await keyPictureAt({ ...medium, load: async () => undefined }, SECOND)).toBeUndefined();
    expect(await keyPictureAt({ ...medium, timeUs: () => Number.NaN }, SECOND)).toBeUndefined();
  });
});
