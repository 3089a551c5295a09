import { describe, expect, it } from 'vitest';
import { PictureChoice } from './picture-choice';

const at = (ms: number, key = false) => ({ key, receiveUs: ms * 1000 });

describe('a choice of pictures', () => {
  it('is all of them until something else is asked for', () => {
    const choice = new PictureChoice();
    expect([at(0, true), at(1), at(2)].map((picture) => choice.admits(picture))).toEqual([true, true, true]);
  });

  it('is none, or key pictures of which about one comes a second', () => {
    const choice = new PictureChoice();
    choice.give('none');
    expect(choice.admits(at(0, true))).toBe(false);
    choice.give('key');
    const pictures = [at(10, true), at(500, true), at(990), at(1010, true)];
    expect(pictures.map((picture) => choice.admits(picture))).toEqual([true, false, false, true]);
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
