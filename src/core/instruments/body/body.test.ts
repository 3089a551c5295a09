import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { placeOf } from './geometry';
import { bodyView, describeBody } from './view';

const joint = (name: string, x: number, y: number) => ({ name, x, y, z: 0 });

describe('a followed body', () => {
  it('is none where nobody follows one', () => {
    expect(bodyView({}, undefined)).toBeUndefined();
    expect(bodyView({ joints: [] }, undefined)).toBeUndefined();
  });

  it('is the bones whose both ends are known', () => {
    const joints = [joint('head_joint', 0.02, 0.6), joint('neck_1_joint', 0, 0.5), joint('left_foot_joint', 0.1, -0.9)];
    expect(bodyView({ joints }, undefined)).toEqual({ lines: '2,60,0,50', head: '2,60', ageMs: undefined });
  });

  it('does not change with what cannot be seen', () => {
    const at = (y: number) =>
      bodyView({ joints: [joint('head_joint', 0, y), joint('neck_1_joint', 0, 0.5)] }, undefined);
    expect(at(0.6)).toEqual(at(0.6004));
    expect(at(0.6)).not.toEqual(at(0.62));
  });

  it('stands upright in its box, its hip in the middle across', () => {
    const size = { width: 132, height: 173 };
    const [hip, head, foot] = [placeOf(0, 0, size), placeOf(0, 70, size), placeOf(0, -95, size)];
    expect(hip.x).toBe(66);
    expect(head.y).toBeLessThan(hip.y);
    expect(foot.y).toBeGreaterThan(hip.y);
    expect(foot.y).toBeLessThanOrEqual(size.height);
  });

  it('is said in words', () => {
    expect(english(describeBody({ lines: '', head: '', ageMs: undefined }))).toBe('Body: not followed');
  });
});
