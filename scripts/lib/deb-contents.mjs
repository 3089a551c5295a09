import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, root } from './paths.mjs';
import { run } from './run.mjs';

/** The deb that `npm run dist` made. @returns {string | undefined} */
export function findDeb() {
  const folder = join(root, 'dist');
  if (!isThere(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(folder, name))[0];
}

/** @param {string[]} args */
const dpkg = async (args) => (await run('dpkg-deb', args, { quiet: true })).output;

/**
 * What must hold of a Debian package of ours before anybody installs it.
 * @param {string} deb
 * @returns {Promise<{ what: string, holds: boolean, detail?: string }[]>}
 */
export async function looksInside(deb) {
  const contents = await dpkg(['-c', deb]);
  const lines = contents.split('\n');
  const line = (/** @type {string} */ end) => lines.find((text) => text.endsWith(end)) ?? '';
  const control = await dpkg(['-f', deb]);
  const loose = lines.filter((text) => /^-.{4}w|^-.{7}w/.test(text));
  return [
    { what: 'its sandbox helper is set-uid root', holds: line('/chrome-sandbox').startsWith('-rwsr-xr-x root/root') },
    { what: 'has the command', holds: line('/usr/bin/groundglass -> ../lib/groundglass/groundglass') !== '' },
    { what: 'has the application', holds: line('/resources/app.asar') !== '' },
    { what: "has not Electron's sample", holds: !contents.includes('default_app') },
    { what: 'packs no node_modules', holds: !contents.includes('node_modules') },
    {
      what: 'has icons and a menu entry',
      holds: contents.includes('48x48/apps/') && line('groundglass.desktop') !== '',
    },
    {
      what: 'carries the licences',
      holds: line('/bundled-packages.txt') !== '' && line('/LICENSES.chromium.html') !== '',
    },
    { what: 'nobody but root may write to it', holds: loose.length === 0, detail: loose.join('\n') },
    {
      what: 'names its package and dependencies',
      holds: /^Package: groundglass$/m.test(control) && /libnss3/.test(control),
    },
  ];
}
