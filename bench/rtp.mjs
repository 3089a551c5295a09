/*
 * Many cameras of RTP into one station, each to a port of its own: pictures that came whole, datagrams that the system had no
 * room for, and what it costs.
 *
 * Use: node bench/rtp.mjs [--cameras 64] [--fps 30] [--bitrate 2M] [--seconds 20] [--no-rewind] [--app out/cli/index.js]
 */
import { createSocket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { startGateway, startWorker } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    cameras: { type: 'string', default: '64' },
    fps: { type: 'string', default: '30' },
    bitrate: { type: 'string', default: '2M' },
    seconds: { type: 'string', default: '20' },
    'no-rewind': { type: 'boolean', default: false },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const fps = Number(options.fps);
const WARM_UP_S = 2;
if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const clip = await numberedClip({ size: '640x480', fps, bitrate: options.bitrate, profile: 'baseline', frames: 600 });

/** Ports that were free a moment ago, with the next one of each for RTCP. @param {number} count */
async function freePorts(count) {
  const sockets = Array.from({ length: count * 4 }, () => createSocket('udp4'));
  for (const socket of sockets) await new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(undefined)));
  const ports = [...new Set(sockets.map((socket) => socket.address().port & ~1))].slice(0, count);
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.close(() => resolve(undefined)))));
  return ports;
}

const ports = await freePorts(Number(options.cameras));
const pictures = (WARM_UP_S + Number(options.seconds)) * fps;
const gateway = await startGateway(options.app, [
  ...ports.flatMap((port) => ['--source', `rtp://127.0.0.1:${port}`]),
  ...(options['no-rewind'] ? ['--rewind-minutes', '0'] : []),
]);
const fleet = await startWorker(new URL('lib/rtp-fleet.mjs', import.meta.url), { ports, clip, fps, pictures });
/** @param {string} name of a counter of streams, summed over all */
async function count(name) {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const found = [...metrics.matchAll(new RegExp(`^groundglass_stream_${name}\\{.*\\} (\\d+)$`, 'gm'))];
  return found.reduce((sum, [, value]) => sum + Number(value), 0);
}
try {
  fleet.go();
  await wait(WARM_UP_S * 1000);
  const before = { at: performance.now(), cpuMs: gateway.cpuMs() };
  await wait((Number(options.seconds) - 1) * 1000);
  const cpuPercent = (100 * (gateway.cpuMs() - before.cpuMs)) / (performance.now() - before.at);
  const { packets, late } = await fleet.done;
  await wait(1000);
  const row = {
    ...{ cameras: ports.length, sent: ports.length * pictures, late, packets },
    ...{ came: await count('pictures_total'), faults: await count('faults_total') },
    ...{ cpuPercent, memoryMiB: gateway.memoryMiB() },
  };
  const onMachine = machine('none');
  console.log(machineLine(onMachine));
  const cells = [
    [row.cameras, row.sent, row.late, row.packets, row.came, row.faults]
      .map(String)
      .concat([figure(row.cpuPercent), figure(row.memoryMiB, 0)]),
  ];
  const head = ['cameras', 'pictures', 'sent late', 'packets', 'came whole', 'faults', 'CPU % of a core', 'MiB'];
  console.log(table(head, cells));
  console.log(writeResult('rtp', { machine: onMachine, options, rows: [row] }));
} finally {
  fleet.stop();
  await gateway.stop();
}
