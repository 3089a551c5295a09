/*
 * The program behind `npm run bench:rtp`: sends a clip to many UDP ports as RTP, each at the clip's rate and each a little
 * later than the one before it, as cameras that know nothing of one another do.
 */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runnerImport } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';
import { accessUnits } from './access-units.mjs';

const { RtpPacketiser } = (await runnerImport(join(root, 'src/core/protocols/rtp/packetise.ts'), { root })).module;
/** @type {{ ports: number[], clip: string, fps: number, pictures: number }} */
const { ports, clip, fps, pictures } = JSON.parse(process.argv[2]);
const units = accessUnits(readFileSync(clip));
const period = 1000 / fps;
const socket = createSocket('udp4');
const cameras = ports.map((port, n) => ({
  port,
  packetiser: new RtpPacketiser({ codec: 'h264', ssrc: n + 1 }),
  dueMs: (n * period) / ports.length,
  sent: 0,
}));
let [packets, late] = [0, 0];
process.once('disconnect', () => process.exit(0));
process.once('message', async () => {
  const start = performance.now();
  for (let left = cameras.length * pictures; left > 0; ) {
    const now = performance.now() - start;
    for (const camera of cameras) {
      if (camera.dueMs > now || camera.sent === pictures) continue;
      if (now - camera.dueMs > period) late++;
      for (const packet of camera.packetiser.packets(units[camera.sent % units.length], camera.sent * (90_000 / fps))) {
        socket.send(packet, camera.port, '127.0.0.1');
        packets++;
      }
      camera.sent++;
      camera.dueMs += period;
      left--;
    }
    await wait(1);
  }
  process.send?.({ kind: 'done', packets, late });
});
process.send?.({ kind: 'ready' });
