import { relative } from 'node:path';
import { root } from './paths.mjs';

/**
 * What one test run came to.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {string[]} failed names
 * @property {string[]} skipped names
 * @property {string[]} flaky names of tests that passed only when repeated
 */

/** @returns {Tally} */
const nothing = () => ({ passed: 0, failed: [], skipped: [], flaky: [] });

/**
 * @param {any} report what vitest's reporter `json` wrote
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const tally = nothing();
  for (const file of report.testResults ?? []) {
    // A file that does not load has no tests in it, and is a failure all the same.
    if (file.status === 'failed' && file.assertionResults.length === 0) tally.failed.push(relative(root, file.name));
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') tally.failed.push(fullName);
      else tally.skipped.push(fullName);
    }
  }
  return tally;
}

/**
 * @param {any} suite
 * @param {string[]} above titles
 * @returns {{ name: string, status: string }[]}
 */
function outcomes(suite, above) {
  const titles = suite.title ? [...above, suite.title] : above;
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({ name: [...titles, spec.title].join(' › '), status: test.status })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => outcomes(inner, titles))];
}

/**
 * @param {any} report what Playwright's reporter `json` wrote
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const tally = nothing();
  for (const { name, status } of (report.suites ?? []).flatMap((/** @type {any} */ suite) => outcomes(suite, []))) {
    if (status === 'skipped') tally.skipped.push(name);
    else if (status === 'unexpected') tally.failed.push(name);
    else tally.passed += 1;
    if (status === 'flaky') tally.flaky.push(name);
  }
  // Errors outside any test: a file that does not load, a server of the configuration that does not start.
  for (const { message } of report.errors ?? []) tally.failed.push(String(message).split('\n')[0] ?? 'error');
  return tally;
}
