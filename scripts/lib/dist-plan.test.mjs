import { describe, expect, it } from 'vitest';
import { planDist } from './dist-plan.mjs';

describe('planDist', () => {
  it('takes the Electron of the option, else that of ELECTRON_OVERRIDE_DIST_PATH', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/mirror' };
    expect(planDist(['--electron-dist', '/here'], env)).toMatchObject({ electronDist: '/here' });
    expect(planDist([], env)).toMatchObject({ electronDist: '/mirror', offline: false, dirOnly: false });
    expect(planDist([], {})).toMatchObject({ electronDist: undefined });
  });

  it('names a wrong option and what is allowed', () => {
    expect(planDist(['--of'], {})).toEqual({ fault: expect.stringMatching(/--of.*--offline/) });
  });
});
