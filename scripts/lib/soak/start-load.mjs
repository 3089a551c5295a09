import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} LoadOptions
 * @property {string} url of the gateway
 * @property {number} jtPort
 * @property {string} clip a file of H.264
 * @property {number} fps
 * @property {number} group pictures of the clip from one key picture to the next
 * @property {Record<string, number>} places how many are there at a time, by the names of `VISITORS`
 *
 * @typedef {object} Look
 * @property {number} there visitors at this moment
 * @property {number} streams
 * @property {number} lateMs of the load's own event loop since the last look, at its 99th percentile
 *
 * @typedef {object} LoadResult
 * @property {Record<string, { came: number, failed: number }>} counts by kind of visitor
 * @property {Record<string, number>} faults why they were not let in or were cut off, with how often
 */

/** Starts the process of all who come and go; none comes before `go`. @param {LoadOptions} options */
export async function startLoad(options) {
  const path = fileURLToPath(new URL('load.mjs', import.meta.url));
  const child = fork(path, [JSON.stringify(options)]);
  const exited = once(child, 'exit');
  /** @param {string} kind */
  const heard = (kind) =>
    new Promise((resolve, reject) => {
      const listen = (/** @type {{ kind: string }} */ message) => {
        if (message.kind !== kind) return;
        child.off('message', listen);
        resolve(message);
      };
      child.on('message', listen);
      void exited.then(([code]) => reject(new Error(`the load ended with ${code}`)));
    });
  await heard('ready');
  /** @type {Promise<LoadResult>} */
  const done = heard('done');
  done.catch(() => {});
  return {
    done,
    go: () => child.send('go'),
    /** @returns {Promise<Look>} */
    look() {
      const looked = heard('look');
      child.send('look');
      return looked;
    },
    /** Nobody comes any more; who is there stays as long as was meant. @returns {Promise<LoadResult>} */
    async end() {
      child.send('end');
      return done;
    },
    stop: () => child.kill(),
  };
}
