import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { MakeModule } from '../../extension/gateway-module';
import { createLog } from '../../log';
import { Station } from '../../station';
import { type Gateway, startGateway } from '../gateway';
import { UnfinishedMessages } from '../http/unfinished';

const MIB = 1024 * 1024;
const received: number[] = [];
const takesMuch: MakeModule = () => ({
  sockets: [
    {
      path: '/much',
      role: 'viewer',
      maxMessageBytes: 8 * MIB,
      accept: (socket) => {
        socket.on('message', (data: Buffer) => {
          received.push(data.length);
          socket.send('thanks');
        });
      },
    },
  ],
});

let folder: string;
let station: Station;
let gateway: Gateway;
let unfinished: UnfinishedMessages;
let sockets: net.Socket[];

async function open(limits: ConstructorParameters<typeof UnfinishedMessages>[0]): Promise<void> {
  unfinished = new UnfinishedMessages(limits);
  gateway = await startGateway({
    station,
    listen: { address: '127.0.0.1', port: 0 },
    viewerRoot: folder,
    modules: [takesMuch],
    unfinished,
  });
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-attack-'));
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  received.length = 0;
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** A bare socket behind the handshake of a WebSocket. */
async function attacker(): Promise<net.Socket> {
  const port = Number(new URL(gateway.url).port);
  const socket = net.connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write(
    `GET /much HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await once(socket, 'data');
  return socket;
}

/** The head of a masked frame of a binary message. */
function frameHead(bytes: number, { isFirst = true, isLast = true } = {}): Buffer {
  const head = Buffer.alloc(14);
  head[0] = (isLast ? 0x80 : 0) | (isFirst ? 2 : 0);
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return head;
}

const write = (socket: net.Socket, data: Buffer) => new Promise<void>((resolve) => socket.write(data, () => resolve()));
const closed = (socket: net.Socket) => once(socket.resume(), 'close');

describe('messages whose end never comes', () => {
  it('cost no more than the budget of all of them, and the largest are cut off first', async () => {
    await open({ bytes: 8 * MIB, messageMs: 60_000 });
    const small = await attacker();
    await write(small, frameHead(7 * MIB));
    const large: Promise<unknown>[] = [];
    let most = 0;
    for (let n = 0; n < 6; n++) {
      const socket = await attacker();
      large.push(closed(socket));
      await write(socket, Buffer.concat([frameHead(7 * MIB), Buffer.alloc(6 * MIB)]));
      most = Math.max(most, unfinished.bytes);
    }
    await Promise.race(large);
    expect(most).toBeLessThan(9 * MIB);
    expect(unfinished.bytes).toBeLessThan(9 * MIB);
    expect(small.destroyed).toBe(false);
  });

  it('are not forgotten for the pings between their pieces, and pings alone are no message', async () => {
    await open({ bytes: 64 * MIB, messageMs: 60_000 });
    const socket = await attacker();
    const piece = Buffer.concat([frameHead(MIB, { isLast: false }), Buffer.alloc(MIB)]);
    const ping = Buffer.from([0x89, 0x80 | 4, 0, 0, 0, 0, 1, 2, 3, 4]);
    await write(socket, Buffer.concat([piece, ping]));
    await once(socket, 'data');
    expect(unfinished.bytes).toBe(piece.length);
    const idle = await attacker();
    await write(idle, Buffer.concat([ping, ping]));
    await once(idle, 'data');
    expect(unfinished.bytes).toBe(piece.length);
  });

  it('end their own connection, not that of a client that finishes what it sends', async () => {
    await open({ bytes: 64 * MIB, messageMs: 50 });
    const honest = new WebSocket(`${gateway.url.replace('http', 'ws')}much`);
    await once(honest, 'open');
    const slow = await attacker();
    const ended = closed(slow);
    await write(slow, Buffer.concat([frameHead(MIB), Buffer.alloc(1000)]));
    await ended;
    honest.send(Buffer.alloc(3 * MIB));
    const [answer] = await once(honest, 'message');
    expect(String(answer)).toBe('thanks');
    expect(received).toEqual([3 * MIB]);
    expect(unfinished.bytes).toBe(0);
    honest.close();
  });

  it('are no longer than their route allows for, in no more pieces than a library makes', async () => {
    await open(undefined);
    const pieces = await attacker();
    const ended = closed(pieces);
    for (let n = 0; n < 300 && !pieces.destroyed; n++) {
      await write(pieces, Buffer.concat([frameHead(1, { isFirst: n === 0, isLast: false }), Buffer.alloc(1)]));
    }
    await ended;
    const long = await attacker();
    const refused = closed(long);
    await write(long, frameHead(9 * MIB));
    await refused;
    expect(received).toEqual([]);
  });
});
