import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startOwnHost } from './own-host.mjs';

/**
 * @typedef {object} HostOptions
 * @property {string} clip H.264 file
 * @property {number} fps
 * @property {number} pictures how many are sent; the clip is looped
 * @property {boolean} [delimiter] an access unit delimiter is written right behind each picture
 * @property {number} [pieceBytes]
 * @property {number} [gapUs]
 * @property {number} [stallEvery]
 * @property {number} [stallMs]
 * @property {number} [delayMs] from the connection to the first picture
 * @property {import('./host.mjs').Wire} [wire] `rtp`: to a UDP port of this machine; the clip's first second, again and again,
 *   until `begin`; `host`, `host-plain`: through our host, with marks and without
 */

/** @typedef {'tcp' | 'rtp' | 'host' | 'host-plain'} Wire */

/**
 * @typedef {object} Sent
 * @property {number[]} sent when each picture's last byte went out, ns on CLOCK_MONOTONIC
 * @property {number} late how many pictures the host began to send more than 5 ms after they were due (a stall makes some)
 * @property {number} clipPictures after how many pictures the numbers begin again
 */

/** What plays a clip, by how it goes over the wire. */
const SERVERS = {
  tcp: new URL('paced-server.mjs', import.meta.url),
  rtp: new URL('paced-rtp.mjs', import.meta.url),
  host: new URL('paced-server.mjs', import.meta.url),
  'host-plain': new URL('paced-server.mjs', import.meta.url),
};

/**
 * Starts a host that serves one client.
 * @param {HostOptions} options
 */
export async function startHost(options) {
  const child = fork(fileURLToPath(SERVERS[options.wire ?? 'tcp']), [JSON.stringify(options)]);
  /** @type {number | undefined} */
  let connectedAt;
  /** @type {Promise<number>} */
  const listening = new Promise((resolve, reject) => {
    child.on('message', (message) => message.kind === 'listening' && resolve(message.port));
    child.once('exit', () => reject(new Error('the host ended before it listened')));
  });
  /** @type {Promise<Sent | undefined>} */
  const done = new Promise((resolve) => {
    child.on('message', (message) => {
      if (message.kind === 'connected') connectedAt = message.at;
      if (message.kind === 'done') resolve(message);
    });
    child.once('exit', () => resolve(undefined));
  });
  const served = await listening;
  const isOurs = options.wire === 'host' || options.wire === 'host-plain';
  const own = isOurs ? await startOwnHost(served, { fps: options.fps, marks: options.wire === 'host' }) : undefined;
  return {
    port: own?.port ?? served,
    /** When the player connected, ns; undefined before. */
    get connectedAt() {
      return connectedAt;
    },
    /** Resolves when all pictures went out or the player left; undefined when the host was stopped before. */
    done,
    /** Over RTP, where nobody connects: the clip is played from its beginning from now on. */
    begin: () => options.wire === 'rtp' && child.send({ kind: 'begin' }),
    stop() {
      own?.stop();
      child.kill();
    },
  };
}
