import { describe, expect, it } from 'vitest';
import { planTests, stepNames } from './test-plan.mjs';

describe('planTests', () => {
  it('runs everything that leaves the machine as it is, unless told otherwise', () => {
    const steps = stepNames.filter((name) => name !== 'package');
    expect(planTests([])).toEqual({ steps, append: false });
    expect(planTests(['--only', 'package'])).toEqual({ steps: ['package'], append: false });
  });

  it('keeps the order of the steps', () => {
    expect(planTests(['--only', 'electron,unit', '--append'])).toEqual({ steps: ['unit', 'electron'], append: true });
    expect(planTests(['--only=e2e'])).toEqual({ steps: ['chromium', 'electron'], append: false });
  });

  it('names a wrong step or option', () => {
    expect(planTests(['--only', 'unti'])).toEqual({ fault: expect.stringContaining('unti') });
    expect(planTests(['--fast'])).toEqual({ fault: expect.stringContaining('--fast') });
  });
});
