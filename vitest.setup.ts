import { vi } from 'vitest';

/** When to give up, and not how fast anything must be: vitest's own second is a matter of the machine and of its load. */
const WAIT_MS = 30_000;
/** Vitest looks twenty times a second, and most of what is waited for is there sooner. */
const LOOK_MS = 20;

/** What a test says of its wait, and what it leaves out. */
function patient(options: number | { timeout?: number; interval?: number } = {}) {
  const given = typeof options === 'number' ? { timeout: options } : options;
  // A look moves a fake clock on by its interval.
  return { timeout: WAIT_MS, ...(!vi.isFakeTimers() && { interval: LOOK_MS }), ...given };
}

const { waitFor, waitUntil } = vi;
const patientWaitFor: typeof waitFor = (callback, options) => waitFor(callback, patient(options));
const patientWaitUntil: typeof waitUntil = (callback, options) => waitUntil(callback, patient(options));

// Vitest has no setting for these. Workers that keep their modules come here once a file.
if (waitFor.name !== patientWaitFor.name) Object.assign(vi, { waitFor: patientWaitFor, waitUntil: patientWaitUntil });
