import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { expect, test } from '@playwright/test';
import { io } from 'socket.io-client';
import { numberedClip } from './make-numbered-clip.mjs';
import { hasPythonHost, type PythonHost, readSocket, startPythonHost } from './python-host';

test.skip(!hasPythonHost(), 'needs python3-socketio and python3-aiohttp for /usr/bin/python3');

let host: PythonHost;
let clip: Buffer;
test.beforeEach(async () => {
  const file = await numberedClip({ frames: 60 });
  clip = readFileSync(file);
  host = await startPythonHost('--clip', file, '--fps', '240', '--set', 'roll=12.5');
});
test.afterEach(() => host.stop());

const connect = () => net.connect(host.videoPort, '127.0.0.1');

test('the independent host plays its clip byte for byte and loops it', async () => {
  const received = await readSocket(connect(), clip.length + 1000);
  expect(received.equals(Buffer.concat([clip, clip.subarray(0, 1000)]))).toBe(true);
});

test('it closes a second viewer without a byte', async () => {
  const first = connect();
  await once(first, 'data');
  expect(await readSocket(connect(), 1)).toHaveLength(0);
  first.destroy();
});

test('it sends the 28 keys, and values as told', async () => {
  const socket = io(`http://127.0.0.1:${host.telemetryPort}`, { reconnection: false });
  const next = () => new Promise<Record<string, unknown>>((resolve) => socket.once('telemetry', resolve));
  const message = await next();
  expect(Object.keys(message)).toHaveLength(28);
  expect(message.roll).toBe(12.5);
  host.tell({ set: { pitch: 3 } });
  await expect.poll(async () => (await next()).pitch).toBe(3);
  socket.disconnect();
});

test('it can drop its viewer, go away and return on the same ports', async () => {
  const first = connect();
  await once(first, 'data');
  host.tell({ video: 'off' });
  await once(first.resume(), 'close');
  host.tell({ video: 'on' });
  // It may not listen yet: a refused connection has given nothing.
  const received = () => readSocket(connect(), 4).catch(() => Buffer.alloc(0));
  await expect.poll(async () => (await received()).length).toBe(4);
});
