import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { barsOf } from './geometry';
import { describeFace, faceView } from './view';

const view = (blendShapes: Record<string, number>, more = {}) => faceView({ blendShapes, ...more }, undefined)!;

describe('a followed face', () => {
  it('is none where nobody follows one', () => {
    expect(faceView(undefined, undefined)).toBeUndefined();
    expect(faceView({ rollDeg: 3 }, undefined)).toBeUndefined();
  });

  it('is shown in whole per cent, and what was not sent is unknown, not zero', () => {
    const bars = barsOf(view({ jawOpen: 0.504, mouthSmileLeft: 0.2, mouthSmileRight: 0.4, eyeBlinkLeft: 7 }));
    expect(bars.map(({ percent }) => percent)).toEqual([50, 30, undefined, 100, undefined]);
  });

  it('says that it is lost, and how old it is', () => {
    expect(english(describeFace(view({}, { faceTracking: 'notTracking' })))).toBe('Face: not followed');
    expect(english(describeFace(faceView({ blendShapes: { jawOpen: 0.1 } }, 3000)!))).toContain(
      'jaw 10 %, smile unknown',
    );
    expect(english(describeFace(faceView({ blendShapes: {} }, 3000)!))).toMatch(/3/);
  });
});
