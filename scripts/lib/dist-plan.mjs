import { parseArgs } from 'node:util';

/**
 * @typedef {object} DistPlan
 * @property {string | undefined} electronDist an unpacked Electron to pack, in place of a download
 * @property {boolean} offline only what needs no download: the unpacked directory, and on Linux a deb of it
 * @property {boolean} dirOnly the unpacked directory alone
 * @property {boolean} quick a deb that is packed in seconds and is a third larger, for trying it
 */

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {DistPlan | { fault: string }}
 */
export function planDist(args, env) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'electron-dist': { type: 'string' },
        offline: { type: 'boolean' },
        dir: { type: 'boolean' },
        quick: { type: 'boolean' },
      },
    });
    return {
      electronDist: values['electron-dist'] ?? (env.ELECTRON_OVERRIDE_DIST_PATH || undefined),
      offline: values.offline ?? false,
      dirOnly: values.dir ?? false,
      quick: values.quick ?? false,
    };
  } catch (error) {
    const [first] = /** @type {Error} */ (error).message.split('. ');
    return { fault: `${first}. Allowed: --electron-dist DIR --offline --dir --quick` };
  }
}
