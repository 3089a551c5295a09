import { browserPlaces } from '../../src/cli/shells/browser-places.mjs';
import { aptInstall } from './apt.mjs';
import { firstFound } from './ensure-tool.mjs';
import { isThere, packageScript, root } from './paths.mjs';
import { run, runNode } from './run.mjs';

/** @param {string} path whether it is a browser and not Ubuntu's stub, which only says that a snap is needed */
const answers = async (path) => (await run(path, ['--version'], { quiet: true, timeoutMs: 30_000 })).code === 0;

async function installed() {
  const candidates = browserPlaces(process.platform, process.env).filter(isThere);
  for (const path of candidates) {
    // On Windows a browser answers `--version` by opening a window.
    if (process.platform === 'win32' || (await answers(path))) return path;
  }
  return undefined;
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath()].find(isThere);
}

async function downloaded() {
  console.error("Fetching Playwright's Chromium …");
  const script = packageScript('@playwright/test', 'playwright');
  await runNode(script, ['install', 'chromium'], { quiet: true, timeoutMs: 5 * 60_000, cwd: root });
  return playwrightsOwn();
}

/**
 * A Chrome, Chromium or Edge: the one of `GROUNDGLASS_BROWSER`, an installed one, Debian's, Playwright's own.
 * @returns {Promise<import('./ensure-tool.mjs').Tool>}
 */
export function ensureBrowser() {
  const chosen = process.env.GROUNDGLASS_BROWSER;
  if (chosen) {
    const reason = `GROUNDGLASS_BROWSER names ${chosen}, which is not there.`;
    return firstFound([() => [chosen].find(isThere)], reason);
  }
  return firstFound(
    [installed, async () => ((await aptInstall(['chromium'])) ? installed() : undefined), playwrightsOwn, downloaded],
    'No browser: install Chrome, Chromium or Edge, or set GROUNDGLASS_BROWSER to one.',
  );
}
