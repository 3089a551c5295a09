import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * @typedef {Awaited<ReturnType<typeof import('./faulty-camera.mjs').startFaultyCamera>>} FaultyCamera
 * @typedef {object} FaultScene
 * @property {FaultyCamera} camera
 * @property {{ units: readonly Buffer[], group: number }} other pictures of another size
 * @property {() => Promise<void>} stopTelemetry
 * @property {() => Promise<void>} startTelemetry
 * @property {import('./black-hole.mjs').DistantHost} [distant] the host of both, of a fault that wants one of its own
 *
 * @typedef {object} LinkFault
 * @property {string} name
 * @property {boolean} [isDistant] wants a host of its own, which needs root
 * @property {(scene: FaultScene) => Promise<void>} run resolves at the fault's end: from then on the link is sound
 */

const GARBAGE_BYTES = 300_000;

/** The host gets no packet and sends none, for so long, and nothing says so. @param {number} seconds @param {boolean} [reboots] it does not know its connections any more */
function blackHole(seconds, reboots = false) {
  /** @type {LinkFault} */
  const fault = {
    name: `black hole ${seconds} s, ${reboots ? 'and rebooted' : 'goes on'}`,
    isDistant: true,
    run: async ({ camera, distant }) => {
      await distant?.vanish();
      if (reboots) camera.cut('reset');
      await wait(seconds * 1000);
      await distant?.appear();
    },
  };
  return fault;
}

/** What may go wrong with a link. @type {readonly LinkFault[]} */
export const LINK_FAULTS = [
  {
    name: 'refused 30 s',
    run: async ({ camera }) => {
      await camera.refuse();
      await wait(30_000);
      await camera.accept();
    },
  },
  { name: 'closed', run: async ({ camera }) => camera.cut('close') },
  { name: 'reset', run: async ({ camera }) => camera.cut('reset') },
  {
    name: 'silent 8 s, then a new connection',
    run: async ({ camera }) => {
      camera.halfOpen();
      camera.setMute(true);
      await wait(8000);
      camera.setMute(false);
    },
  },
  {
    name: 'silent 8 s, goes on',
    run: async ({ camera }) => {
      camera.setMute(true);
      await wait(8000);
      camera.setMute(false);
    },
  },
  { name: 'half-open', run: async ({ camera }) => camera.halfOpen() },
  {
    name: 'flapping, 2 s up, 2 s down, 8 times',
    run: async ({ camera }) => {
      for (let n = 0; n < 8; n++) {
        await camera.refuse();
        await wait(2000);
        await camera.accept();
        if (n < 7) await wait(2000);
      }
    },
  },
  { name: 'garbage, 300 KB', run: async ({ camera }) => camera.blurt(randomBytes(GARBAGE_BYTES)) },
  {
    name: 'rebooted in 3 s with other parameter sets',
    run: async ({ camera, other }) => {
      await camera.refuse();
      camera.show(other);
      await wait(3000);
      camera.show(other);
      await camera.accept();
    },
  },
  {
    name: 'slow, 100 kB/s for 8 s',
    run: async ({ camera }) => {
      camera.setRate(100_000);
      await wait(8000);
      camera.setRate(Number.POSITIVE_INFINITY);
    },
  },
  blackHole(2),
  blackHole(8),
  blackHole(8, true),
  blackHole(30),
  blackHole(30, true),
  blackHole(90),
  {
    name: 'telemetry alone lost, 5 s',
    run: async ({ stopTelemetry, startTelemetry }) => {
      await stopTelemetry();
      await wait(5000);
      await startTelemetry();
    },
  },
];
