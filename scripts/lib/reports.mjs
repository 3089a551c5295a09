import { relative } from 'node:path';
import { root } from './paths.mjs';

/**
 * What one test run came to.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {string[]} failed names
 * @property {string[]} skipped names
 * @property {string[]} flaky names of tests that passed only when repeated
 * @property {Record<string, string[]>} [reasons] what each failed test said first, by its name
 */

/** @returns {Tally} */
const nothing = () => ({ passed: 0, failed: [], skipped: [], flaky: [] });

/** Enough for what was expected, what came, and where; the whole of it stands further up in what the runner printed. */
const MAX_REASON_LINES = 24;

/** Notes why a test failed: a log that is cut to its end has nothing else. @param {Tally} tally @param {string} name @param {unknown} message */
function because(tally, name, message) {
  if (typeof message !== 'string' || message === '') return;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the runners colour what they say.
  const lines = message.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n');
  const said = lines.filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  tally.reasons = { ...tally.reasons, [name]: said.slice(0, MAX_REASON_LINES) };
}

/**
 * @param {any} report what vitest's reporter `json` wrote
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const tally = nothing();
  for (const file of report.testResults ?? []) {
    // A file that does not load has no tests in it, and is a failure all the same.
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      tally.failed.push(relative(root, file.name));
      because(tally, relative(root, file.name), file.message);
    }
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status !== 'failed') tally.skipped.push(fullName);
      else {
        tally.failed.push(fullName);
        because(tally, fullName, failureMessages?.[0]);
      }
    }
  }
  return tally;
}

/**
 * @param {any} suite
 * @param {string[]} above titles
 * @returns {{ name: string, status: string, error?: any }[]}
 */
function outcomes(suite, above) {
  const titles = suite.title ? [...above, suite.title] : above;
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({
      name: [...titles, spec.title].join(' › '),
      status: test.status,
      error: test.results?.find((/** @type {any} */ result) => result.error)?.error,
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => outcomes(inner, titles))];
}

/**
 * @param {any} report what Playwright's reporter `json` wrote
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const tally = nothing();
  for (const { name, status, error } of (report.suites ?? []).flatMap((/** @type {any} */ s) => outcomes(s, []))) {
    if (status === 'skipped') tally.skipped.push(name);
    else if (status === 'unexpected') {
      tally.failed.push(name);
      const { file, line } = error?.location ?? {};
      because(tally, name, error && `${error.message}${file ? `\nat ${relative(root, file)}:${line}` : ''}`);
    } else tally.passed += 1;
    if (status === 'flaky') tally.flaky.push(name);
  }
  // Errors outside any test: a file that does not load, a server of the configuration that does not start.
  for (const { message } of report.errors ?? []) tally.failed.push(String(message).split('\n')[0] ?? 'error');
  return tally;
}
