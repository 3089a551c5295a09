import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.mjs';
import { OUR_PROGRAM } from './players.mjs';

const RELAY = fileURLToPath(new URL('relay-camera.mjs', import.meta.url));

/**
 * Our host, before a camera program that gives what a paced server sends. The camera is opened when the first viewer comes, so
 * that the clip begins then, as it does without a host between.
 * @param {number} cameraPort
 * @param {{ fps: number, marks: boolean }} options
 */
export async function startOwnHost(cameraPort, { fps, marks }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-host-'));
  const program = join(folder, 'rpicam-vid');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${RELAY}' ${cameraPort}\n`);
  chmodSync(program, 0o755);
  const ports = ['--listen', '127.0.0.1', '--video-port', '0', '--telemetry-port', '0', '--mavlink', 'off'];
  const args = [...ports, '--fps', String(fps), '--on-demand', ...(marks ? [] : ['--no-marks'])];
  const child = startChild([process.execPath, OUR_PROGRAM, 'host', ...args], {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
  });
  const [, port] = await child.line(/^video (\d+),/);
  return {
    port: Number(port),
    pid: child.pid,
    stop() {
      void child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
