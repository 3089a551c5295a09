import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { shallowEqual } from '../shared/shallow-equal';
import { compassView, describeCompass } from './view';

describe('what a compass shows', () => {
  it('is the heading, where it is known', () => {
    expect(compassView({ headingDeg: 47.46, yawDeg: -10 }, undefined)).toMatchObject({
      headingDeg: 47.5,
      source: 'HDG',
    });
  });

  it('is the yaw in a full turn, marked as such, where it is not', () => {
    expect(compassView({ yawDeg: -47.5 }, undefined)).toMatchObject({ headingDeg: 312.5, source: 'YAW' });
    expect(compassView({ headingDeg: Number.NaN, yawDeg: 10 }, undefined)).toMatchObject({ source: 'YAW' });
  });

  it('is unknown and not north where neither is', () => {
    expect(compassView({}, undefined).headingDeg).toBeUndefined();
    expect(compassView(undefined, undefined).headingDeg).toBeUndefined();
  });

  it('does not change with what cannot be seen', () => {
    const now = compassView({ headingDeg: 47.46, altitudeM: 10 }, undefined);
    expect(shallowEqual(now, compassView({ headingDeg: 47.5, altitudeM: 99 }, undefined))).toBe(true);
    expect(shallowEqual(now, compassView({ headingDeg: 47.6 }, undefined))).toBe(false);
    expect(shallowEqual(compassView({}, 3100), compassView({}, 3900))).toBe(true);
    expect(shallowEqual(compassView({}, 3900), compassView({}, 4000))).toBe(false);
  });

  it('can be said', () => {
    expect(english(describeCompass(compassView({ headingDeg: 47.46 }, undefined)))).toBe('Compass: heading 047.5° NE');
    expect(english(describeCompass(compassView({ yawDeg: -0.04 }, 3000)))).toBe('Compass: yaw 000.0° N, 3 s old');
    expect(english(describeCompass(compassView({}, undefined)))).toBe('Compass: heading unknown');
  });
});
