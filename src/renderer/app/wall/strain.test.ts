import { describe, expect, it } from 'vitest';
import { FRESH, type Strain, stepStrain } from './strain';

/** Plays seconds: `g` all is shown, `b` the decoder drops, `l` half of the frames are late. Gives what is said after each. */
function play(seconds: string, strain: Strain = FRESH): string {
  const figures = { decoded: 0, late: 0, behind: 0 };
  let now = stepStrain(strain, { ...figures });
  return [...seconds]
    .map((kind) => {
      figures.decoded += 100;
      if (kind === 'b') figures.behind += 10;
      if (kind === 'l') figures.late += 50;
      now = stepStrain(now, { ...figures });
      return now.state === 'strained' ? '!' : '.';
    })
    .join('');
}

describe('the strain of a machine', () => {
  it('is seen after three bad seconds in a row, whether decoder or screen is late', () => {
    expect(play('ggbbb')).toBe('....!');
    expect(play('gglll')).toBe('....!');
    expect(play('gblbg')).toBe('...!!');
  });

  it('is not seen in a hiccup', () => {
    expect(play('bbgbbgllg')).toBe('.........');
  });

  it('is over after twenty good seconds, and after forty when it came back', () => {
    const said = play(`bbb${'g'.repeat(20)}bbb${'g'.repeat(40)}`);
    expect(said.slice(0, 23)).toBe(`..!${'!'.repeat(19)}.`);
    expect(said.slice(23)).toBe(`..!${'!'.repeat(39)}.`);
  });

  it('is not read from figures that fell because a picture left', () => {
    const before = stepStrain(FRESH, { decoded: 1000, late: 0, behind: 50 });
    const after = stepStrain(before, { decoded: 10, late: 0, behind: 0 });
    expect(after.state).toBe('well');
    expect(play('bb', after)).toBe('..');
  });

  it('stays while figures fall because a picture left', () => {
    const strained: Strain = {
      state: 'strained',
      before: { decoded: 1000, late: 0, behind: 50 },
      good: 3,
      neededGood: 20,
    };
    expect(stepStrain(strained, { decoded: 10, late: 0, behind: 0 })).toMatchObject({ state: 'strained', good: 3 });
  });
});
