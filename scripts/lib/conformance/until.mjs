import { setTimeout as wait } from 'node:timers/promises';

/** Resolves once a condition holds. @param {() => boolean | Promise<boolean>} holds @param {number} [patienceMs] */
export async function until(holds, patienceMs = 100_000) {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await wait(50);
  }
  return true;
}
