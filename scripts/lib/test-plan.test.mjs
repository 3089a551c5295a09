import { describe, expect, it } from 'vitest';
import { groupSteps, planTests, stepNames } from './test-plan.mjs';

describe('planTests', () => {
  it('runs everything that leaves the machine as it is, unless told otherwise', () => {
    const steps = stepNames.filter((name) => name !== 'package');
    expect(planTests([])).toEqual({ steps, append: false, quick: false });
    expect(planTests(['--only', 'package'])).toEqual({ steps: ['package'], append: false, quick: false });
  });

  it('keeps the order of the steps', () => {
    expect(planTests(['--only', 'electron,unit', '--append'])).toEqual({
      steps: ['unit', 'electron'],
      append: true,
      quick: false,
    });
    expect(planTests(['--only=e2e'])).toEqual({ steps: ['chromium', 'electron'], append: false, quick: false });
  });

  it('leaves browsers, the build and other programs out of what is run all day', () => {
    expect(planTests(['--quick'])).toEqual({ steps: ['types', 'layers', 'lint', 'unit'], append: false, quick: true });
  });

  it('names a wrong step or option', () => {
    expect(planTests(['--only', 'unti'])).toEqual({ fault: expect.stringContaining('unti') });
    expect(planTests(['--fast'])).toEqual({ fault: expect.stringContaining('--fast') });
  });
});

describe('groupSteps', () => {
  it('runs the checks beside each other, and then each test run alone', () => {
    expect(groupSteps(['build', 'types', 'unit', 'clean'])).toEqual([['build', 'types'], ['unit'], ['clean']]);
    expect(groupSteps(['unit'])).toEqual([['unit']]);
  });
});
