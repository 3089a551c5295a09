import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.mjs';
import { processTree, proportionalMiB } from './process-tree.mjs';

/**
 * @typedef {object} PushOptions
 * @property {readonly string[]} urls one for each stream
 * @property {string} clip
 * @property {number} fps
 * @property {number} pictures of each stream; the clip is looped
 * @property {boolean} framed
 */

/**
 * @typedef {object} WatchOptions
 * @property {string} url of the gateway
 * @property {'link' | 'consume' | 'json'} dialect
 * @property {readonly string[]} streams a watcher for each
 * @property {string} clip
 * @property {number} pictures
 * @property {boolean} [idle] reads nothing
 */

/**
 * A gateway with no window and no vehicle.
 * @param {string} app the command line program
 * @param {readonly string[]} [flags]
 * @param {Record<string, string>} [env]
 */
export async function startGateway(app, flags = [], env = {}) {
  const child = startChild([process.execPath, app, '--shell', 'none', '--listen', '127.0.0.1:0', ...flags], env);
  const [, url] = await child.line(/viewer is at (\S+?)\/? /);
  return {
    url,
    pid: child.pid,
    stop: () => child.stop(),
    /** CPU time so far, ms. */
    cpuMs: () => processTree(child.pid).reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    memoryMiB: () => processTree(child.pid).reduce((sum, { pid }) => sum + proportionalMiB(pid), 0),
  };
}

/** A program that gets ready, works when told to, and lives until it is stopped. @param {URL} file @param {object} options */
export async function startWorker(file, options) {
  const path = fileURLToPath(file);
  const child = fork(path, [JSON.stringify(options)], { serialization: 'advanced' });
  /** @type {string[]} */
  const troubles = [];
  child.on('message', (message) => {
    if (message.kind === 'error') troubles.push(message.message);
    if (message.kind === 'closed') troubles.push(`closed with ${message.code}`);
  });
  const heard = (/** @type {string} */ kind) =>
    new Promise((resolve, reject) => {
      child.on('message', (message) => message.kind === kind && resolve(message));
      child.once('exit', (code) => reject(new Error(`${path} ended with ${code}`)));
    });
  const done = heard('done');
  done.catch(() => {});
  await heard('ready');
  return { done, troubles, go: () => child.send('go'), stop: () => child.kill() };
}

/** @param {PushOptions} options */
export const startPushers = (options) => startWorker(new URL('pushers.mjs', import.meta.url), options);

/** @param {WatchOptions} options */
export const startWatchers = (options) => startWorker(new URL('watchers.mjs', import.meta.url), options);

/**
 * What became of the pictures of one stream at one watcher.
 * @param {Float64Array} sent ms
 * @param {Float64Array} seen ms; NaN where the picture did not come
 * @param {number} from pictures before are left out
 */
export function delays(sent, seen, from) {
  const all = Array.from(seen.subarray(from), (at, n) => at - sent[from + n]);
  const came = all.filter((ms) => !Number.isNaN(ms));
  return { delays: came, dropped: all.length - came.length };
}
