import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingChoice } from './encoding-choice';
import { RateChoice } from './rate-choice';
import { SizeChoice } from './size-choice';
import { largestTaken, type TakenSize } from './taken-size';

const SECOND_US = 1e6;
const box = (width: number, height: number) => ({ width, height });

describe('what serves all takers', () => {
  it.each<[TakenSize[], TakenSize]>([
    [[], 'nothing'],
    [['nothing'], 'nothing'],
    [['nothing', box(320, 240)], box(320, 240)],
    [[box(320, 480), box(640, 240)], box(640, 480)],
    [[box(320, 240), 'full'], 'full'],
  ])('%j: %j', (sizes, largest) => expect(largestTaken(sizes)).toEqual(largest));
});

/** What is chosen when the same is taken for so many seconds, looked at twice a second. */
function chosen(choice: SizeChoice, taken: TakenSize, fromS: number, seconds: number) {
  let last: ReturnType<SizeChoice['choose']>;
  for (let at = 0; at <= seconds; at += 0.5) last = choice.choose(taken, (fromS + at) * SECOND_US);
  return last;
}

describe('a size', () => {
  it('is less only after a while, and more at once', () => {
    const choice = new SizeChoice();
    expect(chosen(choice, box(300, 200), 0, 2)).toBeUndefined();
    expect(chosen(choice, box(300, 200), 2.5, 0)).toEqual(box(320, 240));
    expect(choice.choose(box(400, 200), 3 * SECOND_US)).toEqual(box(480, 240));
    expect(choice.choose('full', 4 * SECOND_US)).toBeUndefined();
  });

  it('does not follow a tile that is small for a moment', () => {
    const choice = new SizeChoice();
    chosen(choice, box(600, 400), 0, 5);
    chosen(choice, box(100, 100), 6, 2);
    expect(choice.choose(box(600, 400), 9 * SECOND_US)).toEqual(box(640, 480));
    expect(chosen(choice, box(100, 100), 10, 2)).toEqual(box(640, 480));
  });

  it('stays where nobody takes any', () => {
    const choice = new SizeChoice();
    chosen(choice, box(300, 200), 0, 5);
    expect(chosen(choice, 'nothing', 6, 60)).toEqual(box(320, 240));
  });

  it('holds what is shown, and is at most half as large again', () => {
    const side = fc.integer({ min: 160, max: 1700 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const asked = chosen(new SizeChoice(), box(width, height), 0, 5);
        expect(asked!.width).toBeGreaterThanOrEqual(width);
        expect(asked!.height).toBeGreaterThanOrEqual(height);
        expect(asked!.width).toBeLessThanOrEqual((width * 1.5) / 0.95 + 1);
        expect(asked!.height).toBeLessThanOrEqual((height * 1.5) / 0.95 + 1);
      }),
    );
  });

  it('changes rarely, however sizes tremble', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 470, max: 490 }), { minLength: 60, maxLength: 60 }), (widths) => {
        const choice = new SizeChoice();
        const asked = widths.map((width, n) => choice.choose(box(width, 100), (n * SECOND_US) / 2)?.width);
        const changes = asked.filter((width, n) => n > 0 && width !== asked[n - 1]);
        expect(changes.length).toBeLessThanOrEqual(30 / 2.5);
      }),
    );
  });
});

const good = { bitsPerSecond: 2e6, delayUs: 20_000, isLosing: false };
const late = { ...good, delayUs: 900_000 };

function fared(choice: RateChoice, figures: typeof good, fromS: number, seconds: number) {
  let last: ReturnType<RateChoice['choose']> = {};
  for (let at = 0; at <= seconds; at += 0.5) last = choice.choose(figures, (fromS + at) * SECOND_US);
  return last;
}

describe('a bit rate', () => {
  it('is the sender’s own while pictures are in time, and through a hiccup', () => {
    const choice = new RateChoice();
    expect(fared(choice, good, 0, 60)).toEqual({});
    expect(fared(choice, late, 61, 1)).toEqual({});
    expect(fared(choice, good, 63, 10)).toEqual({});
  });

  it.each([
    ['late', late],
    ['lost', { ...good, isLosing: true }],
  ])('falls while pictures are %s, and never below what a picture needs', (_, figures) => {
    const choice = new RateChoice();
    expect(fared(choice, figures, 0, 1.5)).toEqual({ bitsPerSecond: 1_400_000 });
    expect(fared(choice, { ...figures, bitsPerSecond: 1.4e6 }, 2, 1.5)).toEqual({ bitsPerSecond: 980_000 });
    expect(fared(choice, { ...figures, bitsPerSecond: 2e5 }, 4, 60)).toEqual({
      bitsPerSecond: 150_000,
      framesPerSecond: 15,
    });
  });

  it('rises in steps once it is good again, and lets the sender go', () => {
    const choice = new RateChoice();
    fared(choice, late, 0, 1.5);
    expect(fared(choice, good, 2, 8)).toEqual({ bitsPerSecond: 1_820_000 });
    expect(fared(choice, good, 10.5, 60)).toEqual({});
  });

  it('is more patient after a relapse', () => {
    const choice = new RateChoice();
    fared(choice, late, 0, 1.5);
    expect(fared(choice, good, 2, 30)).toEqual({});
    fared(choice, late, 33, 1.5);
    expect(fared(choice, good, 35, 10)).toEqual({ bitsPerSecond: 1_400_000 });
    expect(fared(choice, good, 45, 7)).toEqual({ bitsPerSecond: 1_820_000 });
  });

  it('is no answer to a sender that sends nothing', () => {
    expect(fared(new RateChoice(), { ...late, bitsPerSecond: 0 }, 0, 30)).toEqual({});
  });
});

it('a sender is asked once for each change, and told when it may choose itself again', () => {
  const choice = new EncodingChoice();
  const asked = [];
  for (let n = 0; n < 40; n++) asked.push(choice.look(n < 20 ? box(300, 200) : 'full', good, (n * SECOND_US) / 2));
  expect(asked.filter((encoding) => encoding !== undefined)).toEqual([box(320, 240), {}]);
});
