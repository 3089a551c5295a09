import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { StationMessage } from '#contracts/link';
import { type GatewaySettings, readCommand } from '#core/settings/command';
import { streamIdOf } from '#core/settings/source-url';
import { nodeEnvironment, settingsFolder } from './environment';
import { runGateway } from './gateway';

let folder: string;
let printed: string;
let wake: () => void;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-test-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  vi.stubEnv('APPDATA', folder);
  // macOS keeps settings below the home.
  vi.stubEnv('HOME', folder);
  printed = '';
  const take = (text: unknown) => {
    printed += String(text);
    wake?.();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

function settingsOf(line: string): GatewaySettings {
  const command = readCommand(['gateway', ...line.split(' ')], nodeEnvironment());
  if (!command.ok || command.value.kind !== 'gateway') throw new Error(JSON.stringify(command));
  return command.value.settings;
}

/** What the program prints, once it matches. */
async function print(pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(printed);
    if (match) return match;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

/** Resolves with the first message of a type that a viewer is sent. */
function heard(socket: WebSocket, type: StationMessage['type']): Promise<StationMessage> {
  return new Promise((resolve) => {
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? undefined : (JSON.parse(String(data)) as StationMessage);
      if (message?.type === type) resolve(message);
    });
  });
}

const start = (line: string, signal: AbortSignal) => runGateway(settingsOf(`--listen 127.0.0.1:0 ${line}`), signal);
const lazy = 'pi://127.0.0.1:9?lazy=1';

describe('the gateway', () => {
  it('serves its sources until the signal, then closes every socket and ends with 0', async () => {
    const abort = new AbortController();
    const ended = start(`--source ${lazy} --restream-video 0 --restream-telemetry 0`, abort.signal);
    const [, port] = await print(/viewer is at http:\/\/127\.0\.0\.1:(\d+)\//);
    const [, videoPort] = await print(/video at 127\.0\.0\.1:(\d+)/);
    await print(/telemetry at 127\.0\.0\.1:\d+/);
    const viewer = new WebSocket(`ws://127.0.0.1:${port}/link`);
    expect(await heard(viewer, 'streams')).toMatchObject({ streams: [{ name: '127.0.0.1', kind: 'pi' }] });
    const client = net.connect(Number(videoPort), '127.0.0.1');
    const gone = [viewer, client].map((socket) => new Promise((resolve) => socket.on('close', resolve)));
    client.on('error', () => undefined);
    await new Promise((resolve) => client.once('connect', resolve));
    abort.abort();
    expect(await ended).toBe(0);
    await Promise.all(gone);
  });

  it('keeps what is added while it runs, and has it again at the next start', async () => {
    const first = new AbortController();
    const ended = start(`--source ${lazy}`, first.signal);
    const viewer = new WebSocket(`ws://127.0.0.1:${(await print(/:(\d+)\//))[1]}/link`);
    await heard(viewer, 'welcome');
    viewer.send(JSON.stringify({ type: 'add', url: 'pi://rover?lazy=1&name=Rover' }));
    expect(await heard(viewer, 'added')).toEqual({ type: 'added', stream: streamIdOf('pi://rover') });
    first.abort();
    await ended;
    expect(await readFile(path.join(settingsFolder(), 'sources.json'), 'utf8')).toContain('name=Rover');

    printed = '';
    const second = new AbortController();
    const endedAgain = start('--log-level error', second.signal);
    const later = new WebSocket(`ws://127.0.0.1:${(await print(/:(\d+)\//))[1]}/link`);
    expect(await heard(later, 'streams')).toMatchObject({ streams: [{ name: 'Rover' }] });
    second.abort();
    expect(await endedAgain).toBe(0);
  });

  it('ends with 1 and one line where a port is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as net.AddressInfo;
    const { signal } = new AbortController();
    expect(await runGateway(settingsOf(`--listen 127.0.0.1:${port}`), signal)).toBe(1);
    expect(await start(`--restream-video ${port}`, signal)).toBe(1);
    expect(printed.split('\n').filter(Boolean)).toEqual([
      expect.stringMatching(/^groundglass: cannot listen on .*EADDRINUSE.*choose another --listen/),
      expect.stringMatching(/^groundglass: cannot re-stream: .*EADDRINUSE.*choose other --restream ports$/),
    ]);
    taken.close();
  });
});
