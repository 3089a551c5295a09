import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { stepNames } from './test-plan.mjs';

/** Where the tools' reports and the steps of a run are kept. */
export const reports = join(root, 'build/reports');
const file = join(reports, 'steps.json');

/** @param {string} path @returns {any} undefined where there is no such report */
export function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {import('./summary.mjs').Step} a @param {import('./summary.mjs').Step} b */
function inOrder(a, b) {
  const order = /** @type {readonly string[]} */ (stepNames);
  return order.indexOf(a.name) - order.indexOf(b.name);
}

/**
 * The steps of one run, kept in a file, so that a second run can add to it (`--append`).
 * @param {boolean} append
 */
export function openStepLog(append) {
  if (!append) rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  /** @type {import('./summary.mjs').Step[]} */
  const steps = (append ? readReport(file) : undefined) ?? [];
  return {
    steps,
    /** Adds a step, in the place of one of the same name. @param {import('./summary.mjs').Step} step */
    add(step) {
      const at = steps.findIndex(({ name }) => name === step.name);
      if (at < 0) steps.push(step);
      else steps[at] = step;
      steps.sort(inOrder);
      writeFileSync(file, JSON.stringify(steps, null, 2));
    },
  };
}
