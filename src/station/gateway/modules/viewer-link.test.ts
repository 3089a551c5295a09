import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { StationMessage, ViewerMessage } from '#contracts/link';
import type { Role } from '../../extension/role';
import { createLog } from '../../log';
import { Station } from '../../station';
import { TokenStore } from '../access/token-store';
import { type Gateway, startGateway } from '../gateway';

let folder: string;
let station: Station;
let gateway: Gateway;
let tokens: TokenStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-link-'));
  tokens = new TokenStore(path.join(folder, 'access.json'));
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  gateway = await startGateway({ station, listen: { address: '0.0.0.0', port: 0 }, viewerRoot: folder, tokens });
});

afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** The station's messages up to the answer to a ping that follows `message`. */
async function tell(role: Role, message: ViewerMessage): Promise<string[]> {
  const { token } = tokens.make(role);
  const { port } = new URL(gateway.url);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/link?token=${token}`);
  const types: string[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as StationMessage;
      types.push(type);
      if (type === 'pong') resolve();
    });
  });
  await once(socket, 'open');
  socket.send(JSON.stringify(message));
  socket.send(JSON.stringify({ type: 'ping', viewerUs: 0 }));
  await answered;
  socket.close();
  return types;
}

const CHANGES: readonly ViewerMessage[] = [
  { type: 'connect', host: '192.0.2.9', videoPort: 1, telemetryPort: 1 },
  { type: 'disconnect' },
  { type: 'retry', stream: 'test' },
  { type: 'add', url: 'pi://192.0.2.9' },
  { type: 'remove', stream: 'test' },
  { type: 'rename', stream: 'test', name: 'other' },
  { type: 'mark', streams: ['test'] },
];

describe('a viewer from another machine', () => {
  it.each(CHANGES.map((change) => [change.type, change] as const))('may not %s without the role', async (_, change) => {
    for (const role of ['viewer', 'publisher'] as const) expect(await tell(role, change)).toContain('error');
    expect(station.hub.list()).toEqual([]);
  });

  it('may watch, whatever its role', async () => {
    station.hub.add({ id: 'test', name: 'test', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
    expect(await tell('viewer', { type: 'subscribe', stream: 'test' })).toContain('state');
  });

  it('may change streams as admin', async () => {
    const types = await tell('admin', { type: 'connect', host: '127.0.0.1', videoPort: 1, telemetryPort: 1 });
    expect(types).not.toContain('error');
    expect(station.hub.list()).toHaveLength(1);
  });
});
