import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationMessage } from '#contracts/link';
import { MAX_REPORT_LENGTH } from '#core/diagnostics/report';
import { TokenStore } from '../../gateway/access/token-store';
import { type Gateway, startGateway } from '../../gateway/gateway';
import { createLog, type Log, RecentLines } from '../../log';
import { Station } from '../../station';
import { DIAGNOSTICS } from './diagnostics';
import { diagnosticsService } from './service';

const SECRETS = {
  sourcePassword: 's0urce-pass',
  sourceToken: 'query-t0ken',
  broker: 'br0ker-pass',
  amqp: 'amqp-pa%40ss',
  terminal: 'terminal-c0de',
  phone: 'phone-c0de',
};
const SETTINGS = {
  jt: true,
  videoPort: 8000,
  sources: [`jpeg+ws://camera-user:${SECRETS.sourcePassword}@192.0.2.1:1/live?token=${SECRETS.sourceToken}`],
  broker: `amqp://broker-user:${SECRETS.broker}@192.0.2.2/`,
  amqpUrl: `amqps://broker-user:${SECRETS.amqp}@192.0.2.3/`,
  jtTerminals: [{ phone: '13800138000', code: SECRETS.terminal }],
  remoteCameraCode: SECRETS.phone,
};

let folder: string;
let station: Station;
let gateway: Gateway;
let tokens: TokenStore;
let log: Log;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-diagnostics-'));
  const recent = new RecentLines();
  log = { ...createLog('info', (line) => recent.add(line)), recent: () => recent.list() };
  station = new Station({ log, version: '1.2.3', services: [diagnosticsService] });
  station.start(SETTINGS);
  for (const url of SETTINGS.sources) station.sources.add(url);
  tokens = new TokenStore(path.join(folder, 'access.json'));
  gateway = await startGateway({ station, listen: { address: '0.0.0.0', port: 0 }, viewerRoot: folder, tokens });
});

afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

const report = () => station.get(DIAGNOSTICS)?.report() ?? '';

/** What a viewer is told that asks for it. */
function ask(mayChange: boolean): StationMessage | undefined {
  const told: StationMessage[] = [];
  let receive: (text: string) => void = () => undefined;
  const port = {
    send: (text: string) => void told.push(JSON.parse(text)),
    sendPicture: () => undefined,
    sendSound: () => undefined,
    onMessage: (listener: (text: string) => void) => {
      receive = listener;
    },
    onClose: () => undefined,
    close: () => undefined,
  };
  station.attach(port, { mayChange });
  receive('{"type":"diagnostics"}');
  return told.find(({ type }) => type === 'diagnostics');
}

describe('the station for a bug report', () => {
  it('says version, system, changed settings, streams and the last of the log', () => {
    log.info('something happened');
    log.debug('something small');
    expect(report()).toMatch(/^station:\n {2}groundglass 1\.2\.3, node \d/);
    expect(report()).toContain('\n  jt = true\n');
    expect(report()).not.toContain('videoPort');
    expect(report()).toMatch(/\nstreams:\n {2}192\.0\.2\.1 \(jpeg, .+jpeg\+ws:\/\/192\.0\.2\.1:1.+video connecting/);
    expect(report()).toMatch(/\nlog:\n.* info something happened$/);
    expect(report()).not.toContain('something small');
  });

  it('has no secret of any place, not even where the log has it', () => {
    const { token } = tokens.make('admin');
    for (const secret of Object.values(SECRETS)) {
      log.warn(`a library said ${secret}, and amqp://broker-user:${secret}@192.0.2.2`);
      log.warn(`as a URL writes it: ${encodeURIComponent(secret)}`);
      log.warn(`as it is meant: ${decodeURIComponent(secret)}`);
    }
    log.warn(`GET /?token=${token} of http://me:unkn0wn@host, Authorization: Bearer ${token}, once more ${token}`);
    log.warn('pairing code=99887766 password: "pa55 phrase"');
    station.hub.add({ id: token, name: `cam ${SECRETS.phone}`, kind: 'push', video: '', telemetry: '' });
    const text = report();
    expect(text).toContain('a library said ***');
    const all = [...Object.values(SECRETS), token, 'amqp-pa@ss', 'camera-user', 'unkn0wn', '99887766', 'pa55 phrase'];
    expect(all.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toContain(os.homedir());
  });

  it('stays short, whatever there is of streams and log', () => {
    for (let n = 0; n < 300; n++) {
      log.warn(`line ${n} ${'x y '.repeat(500)}`);
      station.hub.add({ id: `s${n}`, name: 'n '.repeat(150), kind: 'push', video: '', telemetry: '' });
    }
    expect(report()).toContain('… and 241 more');
    expect(report()).toContain('line 299');
    expect(report().length).toBeLessThanOrEqual(MAX_REPORT_LENGTH + 100);
  });

  it('is given to administrators alone', async () => {
    expect(ask(true)).toEqual({ type: 'diagnostics', report: expect.stringMatching(/^station:\n/) });
    expect(ask(false)).toEqual({ type: 'diagnostics' });
    const get = (role: 'viewer' | 'publisher' | 'admin') => {
      const headers = { Authorization: `Bearer ${tokens.make(role).token}` };
      return fetch(new URL('/api/diagnostics', `http://127.0.0.1:${new URL(gateway.url).port}`), { headers });
    };
    expect((await get('viewer')).status).toBe(403);
    expect((await get('publisher')).status).toBe(403);
    expect(await (await get('admin')).text()).toMatch(/^station:\n/);
  });
});
