/*
 * Bursts of datagrams into the socket for dash cams (JT/T 1078 over UDP): each camera sends a key picture of 1080p at
 * 8 Mbit/s at once, while the station's loop is busy with something else for some ms. What found no room in the socket's
 * buffer is lost, and with it every picture up to the next key picture. Then what a datagram costs.
 *
 * Use: node bench/udp.mjs [--key-bytes 250000] [--cameras 1,4,8] [--busy 0,20,100] [--intake src/…/datagram-intake.ts]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { root } from '../scripts/lib/paths.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';

const { values: options } = parseArgs({
  options: {
    'key-bytes': { type: 'string', default: '250000' },
    cameras: { type: 'string', default: '1,4,8' },
    busy: { type: 'string', default: '0,20,100' },
    intake: { type: 'string', default: join(root, 'src/station/sources/accept/jt/datagram-intake.ts') },
  },
});
const BURSTS = 20;
const load = async (/** @type {string} */ file) => (await runnerImport(file, { root })).module;
const { DatagramIntake } = await load(options.intake);
const { Packetiser } = await load(join(root, 'src/core/protocols/jt1078/packetise.ts'));

const key = { payloadType: 98, dataType: 'i', timestampMs: 0, data: new Uint8Array(Number(options['key-bytes'])) };
const most = Math.max(...options.cameras.split(',').map(Number));
const bursts = Array.from({ length: most }, (_, n) => [
  ...new Packetiser({ sim: String(13_900_000_000 + n), channel: 1 }).packets(key),
]);
let taken = 0;
const sink = { take: () => ++taken > 0, damaged() {}, wayClosed() {} };
const quiet = { error() {}, warn() {}, info() {}, debug() {} };
const faults = { note() {} };
const intake = new DatagramIntake('127.0.0.1', () => sink, faults, { unwanted: 0, lost: 0 });
const port = await intake.listen(0, quiet);
const sender = fork(new URL('lib/burst-sender.mjs', import.meta.url), { serialization: 'advanced' });
sender.send({ port, bursts });
await once(sender, 'message');

/** @param {number} ms */
function beBusy(ms) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const rows = [];
for (const cameras of options.cameras.split(',').map(Number)) {
  for (const busyMs of options.busy.split(',').map(Number)) {
    let sent = 0;
    taken = 0;
    const before = process.cpuUsage();
    for (let burst = 0; burst < BURSTS; burst++) {
      const done = once(sender, 'message');
      sender.send({ cameras });
      beBusy(busyMs);
      sent += (await done)[0].sent;
      for (let last = -1; last !== taken; await wait(50)) last = taken;
    }
    const { user, system } = process.cpuUsage(before);
    // What is burnt while busy hides the rest.
    const cpuUs = busyMs === 0 ? (user + system) / taken : Number.NaN;
    rows.push({ cameras, busyMs, sent, lost: sent - taken, cpuUs });
  }
}
sender.disconnect();
await intake.close();
const onMachine = machine('none');
console.log(machineLine(onMachine));
const cells = rows.map(({ cpuUs, ...counts }) => [
  ...Object.values(counts).map(String),
  Number.isNaN(cpuUs) ? '' : figure(cpuUs),
]);
console.log(`\n${BURSTS} bursts of ${options['key-bytes']} bytes from each camera\n`);
console.log(table(['cameras', 'busy ms', 'datagrams', 'lost', 'CPU µs each'], cells));
console.log(`\n${writeResult('udp', { machine: onMachine, options, rows })}`);
