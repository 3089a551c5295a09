import { afterEach, describe, expect, it, vi } from 'vitest';
import { readVector } from '#core/protocols/jt1078/fixtures/camera';
import { packetAt, packetLength, writePacket } from '#core/protocols/jt1078/packet';
import { createLog } from '../../../log';
import { Station } from '../../../station';
import { sendOverTcp, TestTerminal } from './fixtures/test-terminal';
import { type JtServer, openToDashCams } from './jt-server';

const camera = readVector('jt1078-camera');
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(): Promise<{ station: Station; server: JtServer }> {
  const station = new Station({ log: createLog('error', () => undefined), version: 'test' });
  const ports = { listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0 };
  const server = await openToDashCams(station, { ...ports, listed: [], acceptsNew: true });
  closers.push(
    () => station.close(),
    () => server.close(),
  );
  return { station, server };
}

async function terminalOf(server: JtServer, phone: string, edition: 2013 | 2019 = 2013): Promise<TestTerminal> {
  const terminal = new TestTerminal(server.tcpPort, phone, edition);
  closers.push(() => terminal.close());
  await terminal.comes(2);
  return terminal;
}

/** Watches channel 2 of a terminal, and counts what comes. */
async function watch(station: Station, sim: string, terminal: TestTerminal) {
  const id = `${sim}_2`;
  await vi.waitFor(() => expect(station.hub.get(id)).toBeDefined());
  let pictures = 0;
  const leave = station.hub
    .get(id)!
    .subscribe({ taken: 'full', picture: () => void pictures++, audio: () => undefined });
  closers.push(leave);
  await terminal.next('liveRequest', ({ channel }) => channel === 2);
  return () => pictures;
}

/** The camera's packets, of another channel and number. */
function packetsOf(sim: string, simBytes: 6 | 10): Uint8Array[] {
  return camera.map((bytes) => {
    const packet = packetAt(bytes, 0, packetLength(bytes, 0, bytes.length, 6), 6);
    return writePacket({ ...packet, sim, simBytes, channel: 2 });
  });
}

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const PICTURES = 270;

describe('packets of 1078 on the signalling connection', () => {
  it.each([[[5000]], [[1]], [[7, 300, 2, 950]]])(
    'are that terminal’s, in pieces of %j, and what it says between them is heard',
    async (sizes) => {
      const { station, server } = await open();
      const terminal = await terminalOf(server, '013912345678');
      const pictures = await watch(station, '013912345678', terminal);
      // Of another number than the terminal’s: it is on its own connection.
      const packets = packetsOf('012345678999', 6).slice(0, sizes[0] === 1 ? 60 : undefined);
      const heartbeats: number[] = [];
      const bytes = packets.flatMap((packet, at) => {
        if (at % 10 !== 5) return [packet];
        const written: Uint8Array[] = [];
        const write = terminal.socket.write.bind(terminal.socket);
        terminal.socket.write = ((frame: Uint8Array) => written.push(frame) > 0) as never;
        heartbeats.push(terminal.say({ kind: 'heartbeat', body: {} }));
        terminal.socket.write = write;
        return [packet, ...written];
      });
      const stream = joined(bytes);
      for (let at = 0, n = 0; at < stream.length; n++) {
        const chunk = stream.subarray(at, at + sizes[n % sizes.length]!);
        await new Promise<void>((resolve) => terminal.socket.write(chunk, () => resolve()));
        at += chunk.length;
      }
      for (const serial of heartbeats) {
        await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === serial);
      }
      if (sizes[0] === 1) await vi.waitFor(() => expect(pictures()).toBeGreaterThan(10));
      else await vi.waitFor(() => expect(pictures()).toBe(PICTURES));
      expect(terminal.closed).toBe(false);
    },
  );

  it('that nobody asked for are dropped, and the terminal stays', async () => {
    const { station, server } = await open();
    const terminal = await terminalOf(server, '013912345678');
    await vi.waitFor(() => expect(station.hub.get('013912345678_2')).toBeDefined());
    terminal.socket.write(joined(packetsOf('013912345678', 6)));
    const serial = terminal.say({ kind: 'heartbeat', body: {} });
    await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === serial);
    expect(server.fleet.faults.total).toBeGreaterThan(0);
  });

  it('before a code close the connection', async () => {
    const { server } = await open();
    const terminal = new TestTerminal(server.tcpPort, '013912345678');
    closers.push(() => terminal.close());
    terminal.say({ kind: 'heartbeat', body: {} });
    terminal.socket.write(joined(packetsOf('013912345678', 6)));
    await terminal.ended();
  });
});

describe('a terminal is known on both connections', () => {
  it.each([
    ['of 20 digits, by the last 12 in a SIM of 6 bytes', '89860012345678901234', '345678901234', 6],
    ['of 20 digits, by the first 12 in a SIM of 6 bytes', '89860012345678901234', '898600123456', 6],
    ['of 20 digits, by all of them', '89860012345678901234', '89860012345678901234', 10],
    ['of digits over nine, with filling before or behind', 'f1391234abc8', '1391234abc8f', 6],
    ['of digits over nine, in a SIM of 10 bytes', '01391234abc8', '1391234abc8', 10],
  ] as const)('%s', async (_, phone, sim, simBytes) => {
    const { station, server } = await open();
    const terminal = await terminalOf(server, phone, phone.length === 20 ? 2019 : 2013);
    const name = server.fleet.list()[0]!.sim;
    expect(name).toMatch(/^[0-9a-f]{12,20}$/);
    const pictures = await watch(station, name, terminal);
    const socket = await sendOverTcp(server.tcpPort, joined(packetsOf(sim, simBytes)), [900]);
    closers.push(() => socket.destroy());
    await vi.waitFor(() => expect(pictures()).toBe(PICTURES));
  });
});
