/*
 * The program behind `startPushers`: pushes one clip into many streams, each at the clip's rate and at a phase of its own,
 * as so many cameras would. Packets, or a byte stream with a picture a message.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { accessUnits } from './access-units.mjs';

/** @type {import('./streaming.mjs').PushOptions} */
const { urls, clip, fps, pictures, framed } = JSON.parse(process.argv[2]);
const units = accessUnits(readFileSync(clip));
const KEY_FRAME = 3;
const FRAME = 4;
const HEADER_BYTES = 21;

/** @param {Buffer} unit @param {number} index */
function packet(unit, index) {
  const message = Buffer.alloc(HEADER_BYTES + unit.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt8(unit.includes(Buffer.of(0, 0, 1, 0x67)) ? KEY_FRAME : FRAME, 4);
  message.writeBigUInt64BE(BigInt(Math.round((index * 1e6) / fps)), 5);
  message.writeUInt32BE(unit.length, 13);
  unit.copy(message, HEADER_BYTES);
  return message;
}

const messages = framed ? units.map(packet) : units;
const now = () => Number(process.hrtime.bigint()) / 1e6;

process.once('disconnect', () => process.exit(0));
const sockets = urls.map((url) => new WebSocket(url, { perMessageDeflate: false }));
for (const socket of sockets) {
  await once(socket, 'open');
  socket.send('{"type":"video_config","format":"h264","source":"bench"}');
  socket.on('error', (error) => process.send?.({ kind: 'error', message: error.message }));
}
process.send?.({ kind: 'ready' });
await once(process, 'message');

const period = 1000 / fps;
const start = now() + 100;
const sent = sockets.map(() => new Float64Array(pictures));
let late = 0;
for (let n = 0; n < pictures; n += 1) {
  for (const [i, socket] of sockets.entries()) {
    const due = start + (n + i / sockets.length) * period;
    const left = due - now();
    if (left > 0.5) await wait(left);
    else if (left < -10) late += 1;
    sent[i][n] = now();
    socket.send(messages[n % messages.length]);
  }
}
// The last pictures are on their way, and their watchers still want the streams.
await wait(1000);
process.send?.({ kind: 'done', sent, late });
