/*
 * A host of its own that can fall into a hole: a network namespace behind a pair of virtual cards. What is sent there while it
 * is away meets no machine: nothing answers, and nothing says so. Linux, and root.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A card that nobody has. */
const NOBODY = '02:00:00:00:00:fe';
/** Of TEST-NET-2 (RFC 5737). */
const OUR_ADDRESS = '198.51.100.1';
const ITS_ADDRESS = '198.51.100.2';

/** @param {string} words of `ip` */
const ip = (words) => run('ip', words.split(' '));

/** @param {string} where words of `ip` that say in which namespace @param {string} card */
async function macOf(where, card) {
  const { stdout } = await ip(`${where}-json link show ${card}`);
  return JSON.parse(stdout)[0].address;
}

/** @typedef {Awaited<ReturnType<typeof makeDistantHost>>} DistantHost */

let made = 0;

/** Makes the host. @throws where this machine or user may not */
export async function makeDistantHost() {
  const number = `${process.pid}-${made++}`;
  const name = `groundglass-${number}`;
  // 15 letters at most.
  const [ours, its] = [`g${number}a`, `g${number}b`];
  const inside = `-n ${name} `;
  await ip(`netns add ${name}`);
  await ip(`link add ${ours} type veth peer name ${its} netns ${name}`);
  await ip(`addr add ${OUR_ADDRESS}/30 dev ${ours}`);
  await ip(`${inside}addr add ${ITS_ADDRESS}/30 dev ${its}`);
  await ip(`link set ${ours} up`);
  await ip(`${inside}link set ${its} up`);
  const macs = { ours: await macOf('', ours), its: await macOf(inside, its) };
  const point = async (/** @type {string} */ itsMac, /** @type {string} */ ourMac) => {
    await ip(`neigh replace ${ITS_ADDRESS} lladdr ${itsMac} dev ${ours} nud permanent`);
    await ip(`${inside}neigh replace ${OUR_ADDRESS} lladdr ${ourMac} dev ${its} nud permanent`);
  };
  await point(macs.its, macs.ours);
  return {
    address: ITS_ADDRESS,
    /** What runs a program there, before its own words. */
    prefix: ['ip', 'netns', 'exec', name],
    /** A server that listens there, at a port that it chooses, whose connections this process serves. @returns {Promise<import('node:net').Server>} */
    async listen() {
      const listener = fileURLToPath(new URL('listen-for-parent.mjs', import.meta.url));
      const child = spawn('ip', ['netns', 'exec', name, process.execPath, listener, ITS_ADDRESS], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const [, server] = await once(child, 'message');
      child.kill();
      return server;
    },
    /** Packets vanish, both ways. */
    vanish: () => point(NOBODY, NOBODY),
    /** And come through again. */
    appear: () => point(macs.its, macs.ours),
    /** Takes it away. */
    async remove() {
      // Sockets keep the namespace for a while, and it its card.
      await ip(`link del ${ours}`);
      await ip(`netns del ${name}`);
    },
  };
}
