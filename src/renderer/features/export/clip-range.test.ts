import { describe, expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { firstRange, lengthOf, rangesOf } from './clip-range';

const S = 1e6;
const live: ClipSubject = {
  source: { from: 'stream', stream: 's' },
  name: 'Rover',
  isLive: true,
  range: { beginUs: 100 * S, endUs: 145 * S },
};
const recording: ClipSubject = { ...live, isLive: false };
const marked = { inUs: 110 * S, outUs: 113 * S };

const ids = (...args: Parameters<typeof rangesOf>) => rangesOf(...args).map(({ id }) => id);

describe('from when to when', () => {
  it('is what is marked, else what just happened, of a recording the whole', () => {
    expect(ids(live, undefined)).toEqual(['10', '30', 'all']);
    expect(firstRange(rangesOf(live, undefined), live)).toMatchObject({ fromUs: 115 * S, toUs: 145 * S });
    expect(firstRange(rangesOf(live, marked), live)).toMatchObject({ fromUs: 110 * S, toUs: 113 * S });
    expect(firstRange(rangesOf(recording, undefined), recording)?.id).toBe('all');
  });

  it('ends with the picture that is shown, for who looks back', () => {
    const [ten] = rangesOf({ ...live, positionUs: 120 * S }, undefined);
    expect(inWords(ten)).toMatchObject({ label: '10 s until the picture shown', fromUs: 110 * S, toUs: 120 * S });
  });

  it('offers no mark that lies elsewhere, and says where one end is open', () => {
    expect(ids(recording, { inUs: 1 * S, outUs: 2 * S })).toEqual(['all']);
    expect(inWords(rangesOf(live, { inUs: 140 * S })[0])).toMatchObject({
      toUs: 145 * S,
      label: expect.stringMatching(/to the end/),
    });
  });

  it('has its length told', () => {
    expect(lengthOf({ fromUs: 110 * S, toUs: 113 * S })).toBe('0:03.0');
  });
});
