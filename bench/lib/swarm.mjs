/*
 * The program behind `startSwarm`: very many terminals that have nothing to show. Each registers, authenticates, and sends a
 * heartbeat now and then; how long the answer takes is noted.
 */
import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** @type {import('./fleet.mjs').SwarmOptions} */
const { port, terminals, heartbeatMs } = JSON.parse(process.argv[2]);
const load = async (/** @type {string} */ path) =>
  (await runnerImport(join(root, 'src/core/protocols/jt808', path), { root })).module;
const { readMessage, writeMessage } = await load('messages.ts');
const { Jt808Splitter } = await load('splitter.ts');

/** So many dial in at a time, from so many addresses: a station lets few strangers of one address in at once. */
const AT_A_TIME = 100;
const ADDRESSES = 20;
const HEARTBEAT_ID = 0x0002;
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** @type {number[]} */
const answerMs = [];
let lost = 0;
let ending = false;

/** Resolves when it is let in. @param {number} n */
async function dialIn(n) {
  const phone = String(14_000_000_000 + n);
  const socket = net.connect({ host: '127.0.0.1', port, localAddress: `127.0.1.${1 + (n % ADDRESSES)}` });
  const splitter = new Jt808Splitter();
  let serial = 0;
  let sentAt = 0;
  const send = (/** @type {object} */ message) => {
    for (const frame of writeMessage(message, { edition: 2019, phone, serial: serial++ & 0xffff })) socket.write(frame);
  };
  const isIn = new Promise((resolve, reject) => {
    socket.on('data', (chunk) => {
      for (const { frame } of splitter.push(chunk)) {
        const { message } = readMessage(frame.header, frame.body);
        if (message.kind === 'registerResponse') {
          send({ kind: 'authenticate', body: { authCode: message.body.authCode } });
        } else if (message.kind === 'queryAvAttributes') resolve(undefined);
        else if (message.kind === 'platformResponse' && message.body.responseId === HEARTBEAT_ID) {
          answerMs.push(now() - sentAt);
        }
      }
    });
    socket.once('close', () => reject(new Error('closed')));
  });
  socket.on('error', (error) => process.send?.({ kind: 'error', message: error.message }));
  socket.on('close', () => {
    if (!ending) lost++;
  });
  await once(socket, 'connect');
  const body = { edition: 2019, provinceId: 31, cityId: 115, manufacturerId: 'BENCH', terminalModel: 'Idle' };
  send({ kind: 'register', body: { ...body, terminalId: phone, plateColour: 1, plate: `沪B${phone.slice(-5)}` } });
  await isIn;
  const beat = () => {
    sentAt = now();
    send({ kind: 'heartbeat', body: {} });
  };
  // Each at a phase of its own.
  setTimeout(() => {
    beat();
    setInterval(beat, heartbeatMs);
  }, Math.random() * heartbeatMs);
}

process.once('disconnect', () => process.exit(0));
const beganMs = now();
let next = 0;
await Promise.all(
  Array.from({ length: AT_A_TIME }, async () => {
    while (next < terminals) await dialIn(next++);
  }),
);
process.send?.({ kind: 'ready' });
const letInMs = now() - beganMs;
await once(process, 'message');
answerMs.length = 0;
await once(process, 'message');
ending = true;
process.send?.({ kind: 'done', letInMs, answerMs, lost });
