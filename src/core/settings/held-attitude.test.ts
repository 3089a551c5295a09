import { expect, it } from 'vitest';
import { heldAttitudeKind } from './held-attitude';

it('is three angles that can be', () => {
  expect(heldAttitudeKind.fromText('25,-10,47.5')).toEqual({ rollDeg: 25, pitchDeg: -10, headingDeg: 47.5 });
  for (const text of ['', '1,2', '181,0,0', '0,91,0', '0,0,360', '0,0,-1', '1,2,3,4', 'a,b,c', '1e2,0,0'])
    expect(heldAttitudeKind.fromText(text)).toBeUndefined();
});
