import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { shallowEqual } from '../shared/shallow-equal';
import { attitudeView, describeAttitude } from './view';

describe('what an attitude indicator shows', () => {
  it('is roll and pitch in tenths', () => {
    expect(attitudeView({ rollDeg: 12.34, pitchDeg: -5.67 }, undefined)).toEqual({
      rollDeg: 12.3,
      pitchDeg: -5.7,
      ageMs: undefined,
    });
  });

  it('is unknown and not level where nothing was sent', () => {
    expect(attitudeView({ rollDeg: 3, pitchDeg: Number.NaN }, undefined).pitchDeg).toBeUndefined();
    expect(attitudeView(undefined, undefined).rollDeg).toBeUndefined();
    expect(english(describeAttitude(attitudeView({ rollDeg: 3 }, undefined)))).toBe(
      'Attitude: roll 3.0°, pitch unknown',
    );
  });

  it('is unknown where the angle cannot be', () => {
    expect(attitudeView({ rollDeg: 180, pitchDeg: -90 }, undefined)).toMatchObject({ rollDeg: 180, pitchDeg: -90 });
    expect(attitudeView({ rollDeg: 181, pitchDeg: 3 }, undefined).rollDeg).toBeUndefined();
    expect(attitudeView({ rollDeg: 0, pitchDeg: 1e300 }, undefined).pitchDeg).toBeUndefined();
  });

  it('does not change with what cannot be seen', () => {
    const level = attitudeView({ rollDeg: 0.01, pitchDeg: 0 }, undefined);
    expect(shallowEqual(level, attitudeView({ rollDeg: -0.04, pitchDeg: -0, yawDeg: 5 }, undefined))).toBe(true);
    expect(shallowEqual(level, attitudeView({ rollDeg: 0.1, pitchDeg: 0 }, undefined))).toBe(false);
  });

  it('says its age', () => {
    expect(english(describeAttitude(attitudeView({ rollDeg: -1, pitchDeg: 2 }, 61_000)))).toBe(
      'Attitude: roll −1.0°, pitch 2.0°, 1 min old',
    );
  });
});
