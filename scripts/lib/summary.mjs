/**
 * One line of the summary. A check either holds or does not; a test run has a tally; a step that was not run has a note.
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} ok
 * @property {import('./reports.mjs').Tally} [tally]
 * @property {string} [notRun] why it was not run
 * @property {string[]} [notes] what was left out of it, and why
 * @property {number} [seconds] how long it took
 */

/** @param {Step} step */
function result({ ok, tally, notRun }) {
  if (notRun !== undefined) return `not run: ${notRun}`;
  if (tally === undefined) return ok ? 'ok' : 'FAILED';
  const { passed, failed, skipped, flaky } = tally;
  const parts = [`${passed} passed`, `${failed.length} failed`, `${skipped.length} skipped`];
  if (flaky.length > 0) parts.push(`${flaky.length} passed only when repeated`);
  if (!ok && failed.length === 0) parts.push('and the run itself FAILED');
  return parts.join(', ');
}

/** `3:07`, or nothing where it is not known. @param {number} [seconds] */
function duration(seconds) {
  if (seconds === undefined) return '';
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A failed check, and a run that failed without naming a test, count as one failure each. @param {Step} step */
function failures({ ok, tally }) {
  const named = tally?.failed.length ?? 0;
  return named > 0 || ok ? named : 1;
}

/** @param {string} title @param {string[]} lines */
const list = (title, lines) => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]);

/** @param {Step[]} steps @param {'skipped' | 'flaky'} kind */
const named = (steps, kind) =>
  steps.flatMap(({ name, tally }) => (tally?.[kind] ?? []).map((test) => `${name}: ${test}`));

/** What failed, each test with what it said. @param {Step[]} steps */
const failed = (steps) =>
  steps.flatMap(({ name, tally }) =>
    (tally?.failed ?? []).flatMap((test) => [
      `${name}: ${test}`,
      ...(tally?.reasons?.[test] ?? []).map((line) => `    ${line}`),
    ]),
  );

/**
 * The closing words of a run, and whether it is good: nothing failed and at least one test was executed.
 * @param {Step[]} steps
 * @returns {{ text: string, ok: boolean }} the last line of `text` is `N passed, N failed`, with `, N skipped` where any
 */
export function summarise(steps) {
  const width = Math.max(...steps.map(({ name }) => name.length), 0);
  const passed = steps.reduce((sum, { tally }) => sum + (tally?.passed ?? 0), 0);
  const failing = steps.reduce((sum, step) => sum + failures(step), 0);
  const skipped = named(steps, 'skipped');
  const isEmpty = passed + failing === 0;
  const lines = [
    '',
    'Summary',
    ...steps.map((step) => `  ${step.name.padEnd(width)}  ${duration(step.seconds).padStart(5)}  ${result(step)}`),
    ...list(
      'Left out:',
      steps.flatMap(({ name, notes }) => (notes ?? []).map((note) => `${name}: ${note}`)),
    ),
    ...list('Skipped:', skipped),
    ...list('Passed only when repeated:', named(steps, 'flaky')),
    ...list('Failed:', [
      ...failed(steps),
      ...steps.filter(({ ok, tally }) => !ok && !tally?.failed.length).map(({ name }) => name),
    ]),
    ...(isEmpty ? ['', 'No test was executed.'] : []),
    '',
    `${passed} passed, ${failing} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ];
  return { text: lines.join('\n'), ok: failing === 0 && passed > 0 };
}
