import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../log';
import { Station } from '../../station';
import { startGateway } from '../gateway';
import { makeIdentity } from './certificate';
import { fingerprint, keptIdentity, readIdentity } from './identity';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a certificate that the gateway keeps', () => {
  it('is the same the next time, and its key is for its owner alone', () => {
    const made = keptIdentity(folder, ['localhost']);
    expect(keptIdentity(folder, ['other.example'])).toEqual(made);
    expect(statSync(path.join(folder, 'tls-key.pem')).mode & 0o777).toBe(0o600);
    expect(fingerprint(made.cert)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('is made again when it soon ends', () => {
    const old = makeIdentity(['localhost'], new Date(Date.now() - 380 * 24 * 3600 * 1000));
    writeFileSync(path.join(folder, 'tls-cert.pem'), old.cert);
    writeFileSync(path.join(folder, 'tls-key.pem'), old.key);
    expect(keptIdentity(folder, ['localhost'])).not.toEqual(old);
  });
});

describe('a certificate that is given', () => {
  it('must belong to its key', () => {
    const [one, other] = [makeIdentity(['a']), makeIdentity(['a'])];
    const files = ['cert', 'key'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(files[0], one.cert);
    writeFileSync(files[1], one.key);
    expect(readIdentity(...files)).toEqual(one);
    writeFileSync(files[1], other.key);
    expect(() => readIdentity(...files)).toThrow('is not the key of');
    writeFileSync(files[1], 'nothing');
    expect(() => readIdentity(...files)).toThrow(files[1]);
    expect(() => readIdentity(path.join(folder, 'none'), files[1])).toThrow('ENOENT');
  });
});

describe('a gateway over TLS', () => {
  it('serves pages and links to those who trust its certificate, and speaks no older TLS', async () => {
    writeFileSync(path.join(folder, 'index.html'), 'the viewer');
    const tls = makeIdentity(['localhost', '127.0.0.1']);
    const station = new Station({ log: createLog('error', () => undefined), version: '1' });
    const listen = { address: '127.0.0.1', port: 0 };
    const gateway = await startGateway({ station, listen, viewerRoot: folder, tls });
    try {
      const get = (options: https.RequestOptions) =>
        new Promise<{ body: string; protocol: string | null }>((resolve, reject) => {
          const sent = https.get(gateway.url, { agent: false, ...options }, async (response) => {
            const { socket } = response as unknown as { socket: TLSSocket };
            const protocol = socket.getProtocol();
            let body = '';
            for await (const piece of response) body += piece;
            resolve({ body, protocol });
          });
          sent.on('error', reject);
        });
      expect(gateway.url).toMatch(/^https:/);
      expect(await get({ ca: tls.cert })).toEqual({ body: 'the viewer', protocol: 'TLSv1.3' });
      await expect(get({})).rejects.toThrow('self-signed certificate');
      await expect(get({ ca: tls.cert, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow();
      const link = new WebSocket(`${gateway.url.replace('https', 'wss')}link`, {
        ca: tls.cert,
        origin: gateway.url.slice(0, -1),
      });
      const first = await new Promise((resolve, reject) => link.once('message', resolve).once('error', reject));
      expect(JSON.parse(String(first))).toMatchObject({ type: 'welcome' });
    } finally {
      await gateway.close();
      await station.close();
    }
  });
});
