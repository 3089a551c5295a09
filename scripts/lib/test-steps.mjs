import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureDisplay } from './ensure-display.mjs';
import { findElectronDist } from './find-electron.mjs';
import { packageScript, root } from './paths.mjs';
import { tallyPlaywright, tallyVitest } from './reports.mjs';
import { run, runNode } from './run.mjs';
import { readReport, reports } from './step-log.mjs';

/**
 * @typedef {import('./summary.mjs').Step} Step
 * @typedef {{ env: Record<string, string>, notes: string[] }} Tools
 * @typedef {(tools: Tools) => Promise<Omit<Step, 'name'>>} RunStep
 */

/** @param {string} packageName @param {string} command @param {string[]} args @returns {RunStep} */
const check = (packageName, command, args) => async () => {
  const { code } = await runNode(packageScript(packageName, command), args);
  return { ok: code === 0 };
};

/** @type {RunStep} */
async function unit({ env }) {
  const file = join(reports, 'unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runNode(packageScript('vitest'), args, { env });
  const report = readReport(file);
  return { ok: code === 0, ...(report && { tally: tallyVitest(report) }) };
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
  build: async () => ({ ok: await ensureBuilt({ quiet: false, force: true }) }),
  types: check('typescript', 'tsc', ['-b']),
  lint: check('@biomejs/biome', 'biome', ['check', '.']),
  layers: check('dependency-cruiser', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']),
  unused: check('knip', 'knip', []),
  unit,
  chromium,
  electron,
  package: packages,
};
