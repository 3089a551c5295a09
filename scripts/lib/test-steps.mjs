import { join } from 'node:path';
import { checkLock } from './check-lock.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureDisplay } from './ensure-display.mjs';
import { findElectronDist } from './find-electron.mjs';
import { packageScript, root } from './paths.mjs';
import { tallyPlaywright, tallyVitest } from './reports.mjs';
import { run, runNode } from './run.mjs';
import { readReport, reports } from './step-log.mjs';

/**
 * @typedef {import('./summary.mjs').Step} Step
 * What a step is given.
 * @typedef {object} Tools
 * @property {Record<string, string>} env the programs that tests call
 * @property {string[]} notes which of them are not to be had
 * @property {boolean} quick whether slow tests are left out
 * @property {() => Promise<string[]>} traces what the run has left behind
 * @typedef {(tools: Tools) => Promise<Omit<Step, 'name'>>} RunStep
 */

/** @param {string} packageName @param {string} command @param {string[]} args @returns {RunStep} */
const check = (packageName, command, args) => async () => {
  // Kept until its end, since others run beside it.
  const { code, output } = await runNode(packageScript(packageName, command), args, { quiet: true });
  if (code !== 0) console.log(output.trimEnd());
  return { ok: code === 0 };
};

/** @param {string[]} faults what was found @param {string} [heading] */
function verdict(faults, heading = '') {
  if (faults.length > 0) console.log([heading, ...faults].filter(Boolean).join('\n'));
  return { ok: faults.length === 0 };
}

/** @type {RunStep} */
async function unit({ env, quick }) {
  const file = join(reports, 'unit.json');
  const projects = quick ? ['--project=quick'] : [];
  const args = ['run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runNode(packageScript('vitest'), args, { env });
  const report = readReport(file);
  const notes = quick ? ['files that wait for other programs (see vitest.config.ts), which npm test runs'] : [];
  return { ok: code === 0, notes, ...(report && { tally: tallyVitest(report) }) };
}

/** @param {'chromium' | 'electron'} project @param {Tools} tools @param {string[]} prefix */
async function playwright(project, { env, notes }, prefix) {
  const file = join(reports, `${project}.json`);
  const script = packageScript('@playwright/test', 'playwright');
  const [command = process.execPath, ...args] = [...prefix, process.execPath, script, 'test', `--project=${project}`];
  const { code } = await run(command, args, { env: { ...env, PLAYWRIGHT_JSON: file } });
  const report = readReport(file);
  return { ok: code === 0, notes, ...(report && { tally: tallyPlaywright(report) }) };
}

/** @type {RunStep} */
async function chromium(tools) {
  if (!tools.env.GROUNDGLASS_BROWSER) return { ok: false, notRun: 'no browser', notes: tools.notes };
  const display = await ensureDisplay();
  // Pages run headless without a display; only the cases that open a real window need one.
  return playwright('chromium', tools, 'prefix' in display ? display.prefix : []);
}

/** @type {RunStep} */
async function electron(tools) {
  if (findElectronDist() === undefined) {
    return { ok: true, notRun: 'no Electron on this machine: the electron project was not run' };
  }
  const display = await ensureDisplay();
  if ('reason' in display) return { ok: true, notRun: display.reason };
  return playwright('electron', tools, display.prefix);
}

/** Makes the deb of a local Electron, installs it and looks at the screen. @type {RunStep} */
async function packages() {
  if (findElectronDist() === undefined || process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { ok: true, notRun: 'it needs Linux, root and an Electron on this machine' };
  }
  for (const [script = '', ...args] of [['dist.mjs', '--offline', '--quick'], ['check-dist.mjs']]) {
    const { code } = await runNode(join(root, 'scripts', script), args);
    if (code !== 0) return { ok: false };
  }
  return { ok: true };
}

/** @type {Record<import('./test-plan.mjs').StepName, RunStep>} */
export const testSteps = {
  build: async () => ({ ok: await ensureBuilt({ force: true }) }),
  types: check('typescript', 'tsc', ['-b']),
  lint: check('@biomejs/biome', 'biome', ['check', '.']),
  layers: check('dependency-cruiser', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']),
  unused: check('knip', 'knip', []),
  lock: async () => verdict(await checkLock()),
  unit,
  chromium,
  electron,
  package: packages,
  clean: async ({ traces }) => verdict(await traces(), 'This run has left behind, or somebody has changed meanwhile:'),
};
