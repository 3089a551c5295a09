import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShortNames } from './short-names';
import { simName } from './sim-name';

describe('a terminal’s name', () => {
  it.each([
    ['13800138000', '013800138000'],
    ['00000000013800138000', '013800138000'],
    ['89860012345678901234', '89860012345678901234'],
    // Half bytes over nine: filling on either side, and digits of a vendor's own.
    ['f13800138000', '013800138000'],
    ['13800138000f', '013800138000'],
    ['13800138000F', '013800138000'],
    ['01380013a0bc', '01380013a0bc'],
    ['ffffffffffff', '000000000000'],
    ['', '000000000000'],
  ])('of %j is %s', (digits, name) => {
    expect(simName(digits)).toBe(name);
  });

  it('is stable, and safe in paths and ids, whatever the digits', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F]{0,20}$/)), (digits) => {
        const name = simName(digits);
        expect(name).toMatch(/^[0-9a-f]{12,}$/);
        expect(simName(name)).toBe(name);
        expect(simName(`000${name}`)).toBe(name);
      }),
    );
  });
});

describe('a terminal of 20 digits', () => {
  const long = { sim: '89860012345678901234' };

  it('is found by its last twelve digits, or its first', () => {
    const names = new ShortNames<typeof long>();
    names.add(long);
    expect(names.find('345678901234')).toBe(long);
    expect(names.find('898600123456')).toBe(long);
    expect(names.find('000000000001')).toBeUndefined();
    names.remove(long);
    expect(names.find('345678901234')).toBeUndefined();
  });

  it('is not mistaken for one that shares them', () => {
    const names = new ShortNames<typeof long>();
    const other = { sim: '89860012345600000001' };
    names.add(long);
    names.add(other);
    expect(names.find('898600123456')).toBeUndefined();
    expect(names.find('345600000001')).toBe(other);
    const third = { sim: '77770012345678901234' };
    names.add(third);
    expect(names.find('345678901234')).toBeUndefined();
  });
});
