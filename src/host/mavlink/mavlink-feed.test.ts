import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readMessage } from '#core/protocols/mavlink/messages/table';
import { PacketParser } from '#core/protocols/mavlink/packet-parser';
import { createLog } from '#station/log';
import { hasSocat, plugPty } from '#station/serial/fixtures/pty';
import { runMavlinkSimulator } from '#station/simulators/mavlink/simulator';
import { MavlinkFeed } from './mavlink-feed';

const DEMO_FLIGHT = path.resolve(import.meta.dirname, '../../../resources/demo-flight');
const PATIENT = { timeout: 60_000 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function feed(...[from, rate = 50]: readonly [ConstructorParameters<typeof MavlinkFeed>[0], number?]) {
  const logged: string[] = [];
  const made = new MavlinkFeed(
    from,
    rate,
    createLog('warn', (line) => void logged.push(line)),
  );
  ends.push(() => made.close());
  made.start();
  return { made, logged };
}

/** A TCP port behind which a test stands. */
async function port(talk: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    ends.push(() => socket.destroy());
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return (server.address() as net.AddressInfo).port;
}

describe.skipIf(!hasSocat)('a vehicle on a serial line of the host', () => {
  it('is read, and asked for its messages; its end is one, and not waited for', async () => {
    const { tcpPort = 0, close } = await runMavlinkSimulator({
      ...{ vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, tcp: 0 },
    });
    ends.push(close);
    const heard = new Set<string>();
    const parser = new PacketParser({
      packet: (packet) => heard.add(readMessage(packet)?.name ?? ''),
      unknown: () => undefined,
    });
    const between = await port((socket) => {
      const vehicle = net.connect(tcpPort, '127.0.0.1');
      vehicle.on('error', () => undefined).pipe(socket);
      socket.on('data', (bytes) => {
        parser.push(bytes);
        vehicle.write(bytes);
      });
      socket.on('close', () => vehicle.destroy());
    });
    const { device, unplug } = await plugPty(between);
    ends.push(unplug);
    const { made } = feed({ kind: 'serial', device, baud: '115200' });
    await vi.waitFor(() => expect(made.telemetry()).toMatchObject({ armed: true }), PATIENT);
    await vi.waitFor(() => expect(heard).toContain('HEARTBEAT'), PATIENT);
    await made.close();
  });

  it('may say nothing, and is let go all the same', async () => {
    const { device, unplug } = await plugPty(await port(() => undefined));
    ends.push(unplug);
    const { made } = feed({ kind: 'serial', device, baud: '57600' });
    await wait(100);
    await made.close();
  });
});

describe('a vehicle that is not there', () => {
  it('is told once, however often it is tried, and leaves nothing behind with each attempt', async () => {
    const add = vi.spyOn(AbortSignal.prototype, 'addEventListener');
    const remove = vi.spyOn(AbortSignal.prototype, 'removeEventListener');
    ends.push(() => vi.restoreAllMocks());
    const closing = await port((socket) => socket.destroy());
    const { made, logged } = feed({ kind: 'tcp', address: '127.0.0.1', port: closing });
    await vi.waitFor(() => expect(add.mock.calls.length).toBeGreaterThanOrEqual(8), PATIENT);
    expect(add.mock.calls.length - remove.mock.calls.length).toBeLessThanOrEqual(1);
    await made.close();
    expect(logged.filter((line) => line.includes('is tried again'))).toHaveLength(1);
  });
});
