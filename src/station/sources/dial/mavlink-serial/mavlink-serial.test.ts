import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readMessage } from '#core/protocols/mavlink/messages/table';
import { PacketParser } from '#core/protocols/mavlink/packet-parser';
import { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { hasSocat, type Pty, plugPty, stopChild } from '../../../serial/fixtures/pty';
import { openLine } from '../../../serial/line';
import { lockHolder } from '../../../serial/lock-file';
import { runMavlinkSimulator } from '../../../simulators/mavlink/simulator';
import { SourceList } from '../../source-list';

const DEMO_FLIGHT = path.resolve(import.meta.dirname, '../../../../../resources/demo-flight');
const patiently = { timeout: 20_000 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function open(url: string, { isOwners = true } = {}): Stream {
  const sources = new SourceList({ hub: new Hub(), log: createLog('error', () => undefined), showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(url, { isOwners });
  if (!added.ok) throw new Error(JSON.stringify(added.message));
  return added.value;
}

async function plug(tcpPort: number, link: string): Promise<Pty> {
  const pty = await plugPty(tcpPort, link);
  ends.push(pty.unplug);
  return pty;
}

async function vehicle(talk: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

/** A name under `/dev` that anybody may make. */
async function lineName(): Promise<string> {
  return path.join(await temporaryFolder('/dev/shm'), 'line');
}

async function temporaryFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'serial-'));
  ends.push(() => rm(folder, { recursive: true }));
  return folder;
}

// Without socat these are left out.
describe.skipIf(!hasSocat)('a vehicle on a serial line', () => {
  it('is read, with every byte as it is, and told that a ground station is there', async () => {
    const heard: string[] = [];
    const parser = new PacketParser({
      packet: (packet) => heard.push(readMessage(packet)?.name ?? ''),
      unknown: () => undefined,
    });
    const { tcpPort = 0, close } = await runMavlinkSimulator({
      ...{ vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, tcp: 0, noise: true },
    });
    ends.push(close);
    const port = await vehicle((socket) => {
      const simulated = net.connect(tcpPort, '127.0.0.1');
      simulated.on('error', () => undefined).pipe(socket);
      socket.on('data', (bytes) => {
        parser.push(bytes);
        simulated.write(bytes);
      });
      socket.on('close', () => simulated.destroy());
    });
    const { device } = await plug(port, await lineName());
    const stream = open(`mavlink+serial://${device}?baud=115200`);
    expect(stream.info).toMatchObject({ video: '', telemetry: `serial ${device}, 115200 baud` });
    await expect
      .poll(() => stream.lastTelemetry?.values, patiently)
      .toMatchObject({ armed: true, rollDeg: expect.any(Number), latitudeDeg: expect.closeTo(48.285, 2) });
    await expect.poll(() => heard, patiently).toContain('HEARTBEAT');
    expect(spawnSync('stty', ['-F', device, 'speed']).stdout.toString().trim()).toBe('115200');
    const settings = spawnSync('stty', ['-F', device, '-a']).stdout.toString();
    expect(settings).toMatch(/-icanon .*-echo |-isig -icanon -iexten -echo/);
    expect(settings).toMatch(/-ixon/);
  });

  it('comes back by itself when it was unplugged', async () => {
    const { tcpPort = 0, close } = await runMavlinkSimulator({
      ...{ vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, tcp: 0 },
    });
    ends.push(close);
    const name = await lineName();
    const first = await plug(tcpPort, name);
    const stream = open(`mavlink+serial://${name}`);
    await expect.poll(() => stream.links.telemetry, patiently).toMatchObject({ lastDataUs: expect.any(Number) });
    await first.unplug();
    await expect
      .poll(() => stream.links.telemetry, patiently)
      .toMatchObject({ failure: { cause: 'absent', detail: `ENOENT ${name}` } });
    await plug(tcpPort, name);
    await expect
      .poll(() => stream.links.telemetry, patiently)
      .toMatchObject({ state: 'open', lastDataUs: expect.any(Number) });
  });

  it('says so where bytes come at another speed', async () => {
    const port = await vehicle((socket) => {
      const timer = setInterval(() => socket.write(Buffer.alloc(200, 0xa5)), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const { device } = await plug(port, await lineName());
    const stream = open(`mavlink+serial://${device}?baud=9600`);
    await expect
      .poll(() => stream.links.telemetry, patiently)
      .toMatchObject({ failure: { cause: 'wrong-speed', detail: expect.stringContaining('bytes at 9600 baud') } });
  });

  it('is let in once: a second source would take half of the bytes', async () => {
    const port = await vehicle(() => undefined);
    const { device } = await plug(port, await lineName());
    const stream = open(`mavlink+serial://${device}`);
    await expect.poll(() => stream.links.telemetry, patiently).toMatchObject({ state: 'open' });
    const second = open(`mavlink+serial://${device}?baud=115200`);
    await expect.poll(() => second.links.telemetry, patiently).toMatchObject({ failure: { cause: 'busy' } });
  });

  it('is no terminal of somebody’s where a viewer names it', async () => {
    const port = await vehicle(() => undefined);
    const { device } = await plug(port, await lineName());
    const stream = open(`mavlink+serial://${device}`, { isOwners: false });
    const failure = { cause: 'error', detail: expect.stringContaining('is a terminal') };
    await expect.poll(() => stream.links.telemetry, patiently).toMatchObject({ failure });
  });
});

describe('a serial line that cannot be had', () => {
  const line = (device: string, more = {}) => openLine({ path: device, baud: '57600', isOwners: true, ...more });

  it.skipIf(process.platform === 'win32').each([
    ['/dev/ttyUSB4321', 'absent'],
    ['/dev/null', 'error'],
    ['/dev/serial/by-id/nothing', 'absent'],
  ])('%s is told in words: %s', async (device, cause) => {
    expect(await line(device)).toMatchObject({ cause });
  });

  it('is refused on Windows, in words', async () => {
    expect(await line('/dev/ttyUSB0', { platform: 'win32' })).toMatchObject({ cause: 'unsupported' });
  });

  it.skipIf(process.platform === 'win32')('is nothing that a link under another name leads to', async () => {
    const link = path.join(await temporaryFolder(), 'ttyUSB0');
    await symlink('/dev/zero', link);
    expect(await line(link)).toMatchObject({ cause: 'error', detail: expect.stringContaining('no serial port') });
  });

  it('is one whose lock file names a process that lives', async () => {
    const folder = await temporaryFolder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    ends.push(() => stopChild(other));
    await writeFile(path.join(folder, 'LCK..ttyUSB0'), `${String(other.pid).padStart(10)}\n`);
    expect(await lockHolder('/dev/ttyUSB0', folder)).toBe(other.pid);
    await stopChild(other);
    expect(await lockHolder('/dev/ttyUSB0', folder)).toBeUndefined();
    expect(await lockHolder('/dev/ttyUSB1', folder)).toBeUndefined();
  });
});
