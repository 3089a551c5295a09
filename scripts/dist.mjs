// `npm run dist`: this system's packages, into dist/. With --offline, or where electron-builder's own tools cannot be had,
// on Linux: the unpacked application from a local Electron, and a deb of it made by Debian's tools.
import { relative } from 'node:path';
import { collectLicences } from './lib/collect-licences.mjs';
import { planDist } from './lib/dist-plan.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { findElectronDist } from './lib/find-electron.mjs';
import { makeDeb } from './lib/make-deb.mjs';
import { root } from './lib/paths.mjs';
import { electronBuilder, localElectron, packUnpacked } from './lib/unpacked-app.mjs';

const asked = planDist(process.argv.slice(2), process.env);
if ('fault' in asked) {
  console.error(asked.fault);
  process.exit(2);
}
const plan = asked;
if (!(await ensureDependencies()) || !(await ensureBuilt())) process.exit(1);

const { count } = collectLicences();
console.log(`Licences of ${count} bundled packages collected.`);

const electronDist = findElectronDist({ ELECTRON_OVERRIDE_DIST_PATH: plan.electronDist });
if (plan.electronDist !== undefined && electronDist !== plan.electronDist) {
  console.error(`There is no Electron of this system in ${plan.electronDist}.`);
  process.exit(2);
}

/** @returns {Promise<boolean>} */
async function withLocalTools() {
  const mayFetch = plan.dirOnly && !plan.offline;
  if (electronDist === undefined && !mayFetch) {
    console.error('No Electron on this machine. Name an unpacked one: npm run dist -- --offline --electron-dist DIR');
    return false;
  }
  const folder = await packUnpacked(electronDist);
  if (folder === undefined) return false;
  console.log(`Made ${relative(root, folder)}`);
  if (plan.dirOnly || process.platform !== 'linux') return true;
  console.log(`Made ${relative(root, await makeDeb(folder, plan))}`);
  return true;
}

/** An Electron that was named is of this machine's architecture; else electron-builder fetches one for each. */
const allTargets = () =>
  electronBuilder(
    plan.electronDist === undefined ? ['--x64', '--arm64'] : [`--${process.arch}`, ...localElectron(plan.electronDist)],
  );

if (plan.offline || plan.dirOnly) process.exit((await withLocalTools()) ? 0 : 1);
if (await allTargets()) process.exit(0);
if (process.platform !== 'linux') process.exit(1);
console.error('electron-builder did not get through; making what needs none of its downloads.');
process.exit((await withLocalTools()) ? 0 : 1);
