import { isThere } from './paths.mjs';
import { run } from './run.mjs';

const isPossible = () => process.platform === 'linux' && process.getuid?.() === 0 && isThere('/usr/bin/apt-get');

const environment = { DEBIAN_FRONTEND: 'noninteractive' };

/** @param {string[]} args */
const aptGet = (args) => run('apt-get', args, { env: environment, quiet: true, timeoutMs: 10 * 60_000 });

/** The package lists of a fresh container are empty, and old ones name files that are gone. */
let isUpdated = false;

/**
 * Installs Debian or Ubuntu packages, where this process may. Says one line first.
 * @param {string[]} packages
 * @returns {Promise<boolean>} false where it may not or could not
 */
export async function aptInstall(packages) {
  if (!isPossible()) return false;
  console.error(`Installing Debian packages: ${packages.join(' ')} …`);
  if (!isUpdated) isUpdated = (await aptGet(['update'])).code === 0;
  const { code, output } = await aptGet(['install', '-y', '--no-install-recommends', ...packages]);
  if (code !== 0) console.error(output.trimEnd().split('\n').slice(-5).join('\n'));
  return code === 0;
}
