/*
 * Plays every kind of stream that cameras send (`scripts/lib/conformance/corpus.mjs`) through the built program, and compares
 * the pictures that each output gives with ffmpeg's. Prints a table, a row a kind, and `N of M`: in each cell how many
 * pictures came, each of them true, in order and none left out; or ✗ and what is wrong.
 *
 * Use: npm run conformance -- [--app out/cli/index.js] [--kind WORDS …] [--no-screen]
 * `--app` of another checkout gives the table of that, without the screen, to compare before and after. The screen is looked at
 * in the browser that GROUNDGLASS_BROWSER names, and in Electron where ELECTRON_OVERRIDE_DIST_PATH names a runtime.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root } from './lib/paths.mjs';

const { values } = parseArgs({
  options: {
    app: { type: 'string' },
    kind: { type: 'string', multiple: true },
    'no-screen': { type: 'boolean', default: false },
  },
});
const hasScreen = values.app === undefined && !values['no-screen'];
if (values.app === undefined && !(await ensureBuilt())) process.exit(1);
const { conformance } = (
  await runnerImport(join(root, 'scripts/lib/conformance/conformance.mjs'), { root, logLevel: 'error' })
).module;
const ok = await conformance({
  app: resolve(values.app ?? join(root, 'out/cli/index.js')),
  names: values.kind,
  shells: [
    ...(hasScreen && process.env.GROUNDGLASS_BROWSER ? ['chromium'] : []),
    ...(hasScreen && process.env.ELECTRON_OVERRIDE_DIST_PATH ? ['electron'] : []),
  ],
});
process.exit(ok ? 0 : 1);
