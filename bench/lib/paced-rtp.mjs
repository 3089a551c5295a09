/*
 * The program behind `startHost` over RTP: sends a clip to a UDP port at the clip's rate, the way a camera does, whether
 * somebody listens or not. Each picture's packets go out when it is due, one right behind the other; the last one bears the
 * marker. Until it is told to begin it sends the clip's first second again and again, so that a player can start.
 */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runnerImport } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';
import { accessUnits } from './access-units.mjs';
import { LATE_NS, now, periodOf, until } from './pace.mjs';

const { RtpPacketiser } = (await runnerImport(join(root, 'src/core/protocols/rtp/packetise.ts'), { root })).module;
/** @type {import('./host.mjs').HostOptions} */
const { clip, fps, pictures } = JSON.parse(process.argv[2]);
const units = accessUnits(readFileSync(clip));
const period = periodOf(fps);
const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 0x6772, maxPayloadBytes: 1400 });

let begins = false;
process.on('message', () => {
  begins = true;
});
process.once('disconnect', () => process.exit(0));

/** A port that was free a moment ago, and the next one, too, for RTCP. */
async function freePort() {
  for (;;) {
    const sockets = [createSocket('udp4'), createSocket('udp4')];
    const [first, second] = sockets;
    const bind = (socket, at) =>
      new Promise((resolve) => {
        socket.once('error', () => resolve(false));
        socket.bind(at, '127.0.0.1', () => resolve(true));
      });
    await bind(first, 0);
    const { port } = first.address();
    const isGood = port % 2 === 0 && (await bind(second, port + 1));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.close(resolve)).catch(() => undefined)));
    if (isGood) return port;
  }
}

const port = await freePort();
const socket = createSocket('udp4');
process.send?.({ kind: 'listening', port });
const start = now();
/** @type {number[]} */
const sent = [];
let late = 0;
let before = 0;
for (let tick = 0; sent.length < pictures; tick += 1) {
  const due = start + tick * period;
  await until(due);
  // From a key picture on.
  const counts = sent.length > 0 || (begins && before % fps === 0);
  if (counts && now() > due + LATE_NS) late += 1;
  const unit = counts ? units[sent.length % units.length] : units[before++ % fps];
  const packets = packetiser.packets(unit, Math.round((tick * period * 90_000) / 1e9));
  for (const packet of packets.slice(0, -1)) socket.send(packet, port, '127.0.0.1');
  const lastByte = now();
  socket.send(packets[packets.length - 1], port, '127.0.0.1');
  if (counts) sent.push(lastByte);
}
await wait(500);
process.send?.({ kind: 'done', sent, late, clipPictures: units.length });
