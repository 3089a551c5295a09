// Installs the deb of `npm run dist`, starts it as an ordinary user under Xvfb against the simulator, and looks at the
// screen. Needs root, apt-get, xvfb, imagemagick and xauth: `node scripts/check-dist.mjs [DEB]`. Leaves build/dist-check.png.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './lib/apt.mjs';
import { findDeb, looksInside } from './lib/deb-contents.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { asUser, seePicture } from './lib/see-picture.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const deb = process.argv[2] ?? findDeb();
if (deb === undefined || process.getuid?.() !== 0) {
  console.error('Run as root, after: npm run dist -- --offline');
  process.exit(2);
}

let failed = 0;
/** @param {string} what @param {boolean} holds @param {string} [detail] */
function expect(what, holds, detail = '') {
  console.log(`${holds ? 'ok     ' : 'FAILED '} ${what}${holds || detail === '' ? '' : `: ${detail.trim()}`}`);
  if (!holds) failed += 1;
}

for (const { what, holds, detail } of await looksInside(deb)) expect(what, holds, detail);
expect('installs', await aptInstall([deb]));
const [command = '', ...args] = asUser(['groundglass', '--version']);
const { output } = await run(command, args, { quiet: true, timeoutMs: 30_000 });
expect('says its version', output.trim().split('\n').at(-1)?.includes(version) ?? false, output);

mkdirSync(join(root, 'build'), { recursive: true });
const seen = await seePicture(join(root, 'build/dist-check.png'));
expect('shows a picture of the simulated vehicle', seen.ok, seen.detail);

await run('apt-get', ['remove', '-y', 'groundglass'], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
process.exit(failed === 0 ? 0 : 1);
