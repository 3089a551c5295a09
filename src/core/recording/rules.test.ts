import { describe, expect, it } from 'vitest';
import { Motion } from './rules';

describe('a vehicle', () => {
  it('moves from a walking pace on, and rests ten seconds after it last rolled', () => {
    const motion = new Motion();
    expect(motion.add({ groundSpeedMps: 1 }, 0)).toBe(false);
    expect(motion.add({ groundSpeedMps: 2 }, 1e6)).toBe(true);
    expect(motion.add({ groundSpeedMps: 0 }, 2e6)).toBe(true);
    expect(motion.add({ groundSpeedMps: 1 }, 9e6)).toBe(true);
    expect(motion.add({ groundSpeedMps: 0 }, 10e6)).toBe(true);
    expect(motion.add({ groundSpeedMps: 0 }, 20e6)).toBe(false);
  });

  it('is not at rest because it says nothing of its speed', () => {
    const motion = new Motion();
    motion.add({ airspeedMps: 15 }, 0);
    expect(motion.add({ rollDeg: 1 }, 60e6)).toBe(true);
  });
});
