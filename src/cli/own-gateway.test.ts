import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ServingSettings, ServingState } from '#contracts/serving';
import { english } from '#core/texts/english';
import { createLog } from '#station/log';
import type { SettingsStore } from '#station/settings/settings-store';
import { Station } from '#station/station';
import { OwnGateway } from './own-gateway';
import { openSettings } from './settings';

const SERVING: ServingSettings = { address: '0.0.0.0', port: 0, tls: false, keep: false };
const SETTINGS = { publicNames: [], tlsCert: undefined, tlsKey: undefined };

let home: string;
let station: Station;
let kept: SettingsStore;
let serving: OwnGateway;
const folder = () => path.join(home, 'groundglass');
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-serving-'));
  // Tokens and certificates stand there too.
  vi.stubEnv('XDG_CONFIG_HOME', home);
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  kept = openSettings(undefined, station.log, folder());
  serving = new OwnGateway(station, SETTINGS, kept);
});
afterEach(async () => {
  await serving.close();
  await kept.written();
  await station.close();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

async function reach<S extends ServingState['state']>(
  state: S,
  of = serving,
): Promise<Extract<ServingState, { state: S }>> {
  await vi.waitFor(() => expect(of.state.state).toBe(state));
  return of.state as Extract<ServingState, { state: S }>;
}

/** The status of a request by a link. */
async function knock(link: string): Promise<number> {
  const url = new URL(link);
  url.hostname = '127.0.0.1';
  return fetch(url, { headers: { accept: 'application/json' } }).then(
    ({ status }) => status,
    () => 0,
  );
}

describe.skipIf(process.platform === 'win32')('the gateway that a person switches on', () => {
  it('is off until then, and lets nobody in without a link', async () => {
    expect(serving.state).toEqual({ state: 'off' });
    expect(serving.invite('viewer')).toBeUndefined();
    serving.start(SERVING);
    const { urls, needsToken, watching } = await reach('on');
    expect({ needsToken, watching }).toEqual({ needsToken: true, watching: 0 });
    expect(await knock(`${urls[0]}healthz`)).toBe(401);
    const link = serving.invite('viewer') ?? '';
    expect(await knock(link.replace('/?', '/healthz?'))).toBe(200);
    serving.stop();
    await reach('off');
    expect(await knock(link)).toBe(0);
  });

  it('makes links that end with it, and lead a phone to its own page', async () => {
    serving.start(SERVING);
    const { urls } = await reach('on');
    const link = new URL(serving.invite('publisher') ?? '');
    expect(link.pathname).toBe('/phone/');
    const { port } = new URL(urls[0] ?? '');
    serving.stop();
    await reach('off');
    serving.start({ ...SERVING, port: Number(port) });
    await reach('on');
    expect(await knock(link.href.replace('/phone/', '/healthz'))).toBe(401);
  });

  it('counts who watches', async () => {
    serving.start(SERVING);
    await reach('on');
    const link = new URL(serving.invite('viewer') ?? '');
    const socket = new WebSocket(`ws://127.0.0.1:${link.port}/link${link.search}`);
    await vi.waitFor(() => expect(serving.state).toMatchObject({ watching: 1 }));
    socket.terminate();
    await vi.waitFor(() => expect(serving.state).toMatchObject({ watching: 0 }));
  });

  it('comes again at the next start only where it is to be kept, with links that stay valid', async () => {
    const file = path.join(folder(), 'settings.json');
    serving.start({ ...SERVING, keep: true });
    const { urls } = await reach('on');
    const link = serving.invite('viewer') ?? '';
    const token = new URL(link).searchParams.get('token') ?? 'none';
    await serving.close();
    await kept.written();
    expect(readFileSync(file, 'utf8')).not.toContain(token);

    const later = openSettings(undefined, station.log, folder());
    const next = new OwnGateway(station, SETTINGS, later);
    next.startKept();
    const again = await reach('on', next);
    const { port } = new URL(again.urls[0] ?? '');
    expect(await knock(`http://127.0.0.1:${port}/healthz?token=${token}`)).toBe(200);
    expect(urls.length).toBe(again.urls.length);
    next.stop();
    await reach('off', next);
    await later.written();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1 });
    await next.close();
  });

  it('comes again after an update from a version that kept it in a file of its own', async () => {
    const old = path.join(folder(), 'gateway.json');
    mkdirSync(folder(), { recursive: true });
    writeFileSync(old, JSON.stringify({ version: 1, ...SERVING, keep: true }));
    const later = openSettings(undefined, station.log, folder());
    const next = new OwnGateway(station, SETTINGS, later);
    next.startKept();
    await reach('on', next);
    await vi.waitFor(() => expect(existsSync(old)).toBe(false));
    expect(JSON.parse(readFileSync(later.file, 'utf8'))).toMatchObject({ serving: { address: '0.0.0.0' } });
    await next.close();
    await later.written();
  });

  it('says why it cannot', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    serving.start({ ...SERVING, address: '127.0.0.1', port });
    const { message } = await reach('failed');
    expect(english(message)).toContain('EADDRINUSE');
    server.close();
  });

  it('has a certificate where it is wanted', async () => {
    serving.start({ ...SERVING, tls: true });
    const { urls, fingerprint } = await reach('on');
    expect(urls[0]).toMatch(/^https:/);
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}/);
  });
});
