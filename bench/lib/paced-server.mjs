/*
 * The program behind `startHost`: plays a clip to the first client at the clip's rate, the way a camera does. An access
 * unit is written when it is due, never earlier, and no byte of the next one follows before that one is due. It is a process
 * of its own, so that nothing the benchmark does disturbs the pace.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { accessUnits, DELIMITER } from './access-units.mjs';
import { LATE_NS, now, periodOf, until } from './pace.mjs';

/** @type {import('./host.mjs').HostOptions} */
const options = JSON.parse(process.argv[2]);
const { clip, fps, pictures, delimiter, pieceBytes = 0, gapUs = 0, stallEvery = 0, stallMs = 0, delayMs = 0 } = options;
const units = accessUnits(readFileSync(clip)).map((unit) => (delimiter ? Buffer.concat([unit, DELIMITER]) : unit));
const tail = delimiter ? DELIMITER.length : 0;
const period = periodOf(fps);

/**
 * Writes one access unit in its pieces.
 * @param {import('node:net').Socket} socket
 * @param {Buffer} unit
 * @param {boolean} stalls
 * @returns {Promise<number>} when the picture's last byte was handed to the socket, or just before; ns
 */
async function send(socket, unit, stalls) {
  const length = unit.length - tail;
  const step = pieceBytes || (stalls ? Math.ceil(length / 2) : length);
  let at = 0;
  for (; at + step < length; at += step) {
    socket.write(unit.subarray(at, at + step));
    const isMiddle = at < length / 2 && at + step >= length / 2;
    await until(now() + (stalls && isMiddle ? stallMs * 1e6 : gapUs * 1e3));
  }
  const lastByte = now();
  socket.write(unit.subarray(at));
  return lastByte;
}

/** @param {import('node:net').Socket} socket */
async function play(socket) {
  process.send?.({ kind: 'connected', at: now() });
  socket.setNoDelay(true);
  let isOpen = true;
  socket
    .on('error', () => {})
    .on('close', () => {
      isOpen = false;
    });
  const start = now() + delayMs * 1e6;
  /** @type {number[]} */
  const sent = [];
  let late = 0;
  for (let n = 0; isOpen && n < pictures; n += 1) {
    await until(start + n * period);
    if (now() > start + n * period + LATE_NS) late += 1;
    sent.push(await send(socket, units[n % units.length], stallEvery > 0 && n % stallEvery === stallEvery - 1));
  }
  // The last picture has no successor: a player that waits for one must not be blamed for it.
  await wait(500);
  process.send?.({ kind: 'done', sent, late, clipPictures: units.length });
}

const server = createServer((socket) => {
  server.close();
  void play(socket);
});
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'listening', port: server.address().port }));
process.once('disconnect', () => process.exit(0));
