import { describe, expect, it } from 'vitest';
import type { AccessUnit, Entry } from './access-unit';
import { PictureChoice } from './picture-choice';

const at = (ms: number, key = false, entry?: Entry): AccessUnit => {
  const data = new Uint8Array(1);
  return { data, codec: 'h264', key, receiveUs: ms * 1000, ...(entry && { entry }) };
};
const gives = (choice: PictureChoice, units: readonly AccessUnit[]) =>
  units.map((unit) => choice.take(unit) !== undefined);

describe('a choice of pictures', () => {
  it('is all of them until something else is asked for', () => {
    const choice = new PictureChoice();
    expect(gives(choice, [at(0, true), at(1), at(2)])).toEqual([true, true, true]);
  });

  it('is none, or key pictures of which about one comes a second', () => {
    const choice = new PictureChoice();
    choice.give('none');
    expect(choice.take(at(0, true))).toBeUndefined();
    choice.give('key');
    const pictures = [at(10, true), at(500, true), at(990), at(1010, true)];
    expect(gives(choice, pictures)).toEqual([true, false, false, true]);
  });

  it('takes an entry that is right at once for a key picture, which begins anew', () => {
    const choice = new PictureChoice();
    choice.give('key');
    const pictures = [at(10, false, { recovery: 0 }), at(50), at(1010, false, { recovery: 0 })];
    expect(gives(choice, pictures)).toEqual([true, false, true]);
    expect(choice.take(at(2010, false, { recovery: 0 }))?.afterLoss).toBe(true);
  });

  it('is all pictures of a stream in which none is right alone', () => {
    const choice = new PictureChoice();
    choice.give('key');
    const pictures = [at(0), at(10, false, { recovery: 9 }), at(50), at(90, false, { recovery: 9 }), at(100)];
    expect(gives(choice, pictures)).toEqual([false, true, true, true, true]);
  });

  it('says when there is more than before', () => {
    const choice = new PictureChoice();
    expect((['key', 'none', 'key', 'all', 'all'] as const).map((given) => choice.give(given))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});
