import { describe, expect, it } from 'vitest';
import { isArmed, modeOf } from './mode';

const ardupilot = (type: number, custom_mode: number) => modeOf({ autopilot: 3, type, base_mode: 1, custom_mode });
const px4 = (main: number, sub = 0) =>
  modeOf({ autopilot: 12, type: 2, base_mode: 1, custom_mode: ((sub << 24) | (main << 16)) >>> 0 });

describe('a mode', () => {
  it.each([
    [2, 5, 'Loiter'],
    [13, 16, 'PosHold'],
    [1, 5, 'FBWA'],
    [20, 19, 'QLoiter'],
    [10, 4, 'Hold'],
    [11, 12, 'Smart RTL'],
    [12, 9, 'Surface'],
    [2, 99, 'Mode 99'],
    [5, 10, 'Mode 10'],
  ])('of an ArduPilot of type %i with number %i is %s', (type, number, name) => {
    expect(ardupilot(type, number)).toBe(name);
  });

  it.each([
    [1, 0, 'Manual'],
    [3, 0, 'Position'],
    [3, 1, 'Orbit'],
    [4, 3, 'Hold'],
    [4, 5, 'Return'],
    [4, 99, 'Auto'],
    [77, 0, 'Mode 77'],
  ])('of a PX4 with %i and %i is %s', (main, sub, name) => {
    expect(px4(main, sub)).toBe(name);
  });

  it('is told by the flags of firmware that has none of its own', () => {
    const flags = (base_mode: number) => modeOf({ autopilot: 0, type: 2, base_mode, custom_mode: 0 });
    expect([flags(64), flags(64 | 16), flags(4 | 8), flags(0)]).toEqual(['Manual', 'Stabilized', 'Auto', undefined]);
  });

  it('says whether the motors are armed', () => {
    const armed = (base_mode: number) => isArmed({ autopilot: 3, type: 2, base_mode, custom_mode: 0 });
    expect([armed(0x51), armed(0xd1)]).toEqual([false, true]);
  });
});
