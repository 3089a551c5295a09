import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TokenStore } from '#station/gateway/access/token-store';
import type { Gateway } from '#station/gateway/gateway';
import { makeIdentity } from '#station/gateway/tls/certificate';
import { describeAccess, openAccess, ownLink } from './access';

let folder: string;
let tokens: TokenStore;
const listen = { address: '0.0.0.0', port: 3000 };
const gateway: Gateway = {
  url: 'https://192.0.2.2:3000/',
  urls: ['https://192.0.2.2:3000/', 'https://127.0.0.1:3000/'],
  needsToken: true,
  watching: 0,
  close: async () => undefined,
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-access-'));
  tokens = new TokenStore(path.join(folder, 'access.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tokenIn = (text: string) => /token=([\w-]+)/.exec(text)?.[1] ?? '';

describe('the introduction of a gateway', () => {
  it('has links that let others in, at the first start alone', () => {
    const first = describeAccess(gateway, { listen, tokens }, false);
    const lines = first.split('\n');
    const [watch = '', change = ''] = lines.filter((line) => line.includes('?token='));
    expect(tokens.find(tokenIn(watch))?.role).toBe('viewer');
    expect(tokens.find(tokenIn(change))?.role).toBe('admin');
    const second = describeAccess(gateway, { listen, tokens }, true);
    expect(second).not.toContain('?token=');
    expect(second).toContain('groundglass token new');
  });

  it('shows the link to watch as a QR code where there is a terminal', () => {
    expect(describeAccess(gateway, { listen, tokens }, true)).toMatch(/[▀▄█]{10}/);
  });

  it('gives the fingerprint of its certificate, or says what it is to have none', () => {
    const tls = makeIdentity(['localhost']);
    expect(describeAccess(gateway, { listen, tokens, tls }, false)).toMatch(/SHA-256.*([0-9A-F]{2}:){31}/);
    expect(describeAccess(gateway, { listen, tokens }, false)).toContain('Without --tls');
  });

  it('has a link that makes a phone a camera, where its browser would give it one', () => {
    const tls = makeIdentity(['localhost']);
    const phone =
      describeAccess(gateway, { listen, tokens, tls }, false).match(/a phone as a camera: (\S+)/)?.[1] ?? '';
    expect(phone).toMatch(/^https:\/\/192\.0\.2\.2:3000\/phone\/\?token=/);
    expect(tokens.find(tokenIn(phone))?.role).toBe('publisher');
  });

  it('asks for no token on loopback', () => {
    expect(describeAccess(gateway, { listen: { address: '127.0.0.1', port: 1 } }, true)).not.toContain('token');
  });
});

describe('the link of this machine’s own window', () => {
  it('has a code that opens once, since a command line can be read by others', () => {
    const link = new URL(ownLink(gateway, { listen, tokens }, '?overlay=off'));
    expect(link.href).toMatch(/^https:\/\/127\.0\.0\.1:3000\/\?overlay=off&token=/);
    const code = tokenIn(link.href);
    expect(tokens.find(code)).toBeUndefined();
    expect(tokens.find(tokens.exchange(code) ?? '')?.role).toBe('admin');
    expect(tokens.exchange(code)).toBeUndefined();
    expect(tokens.list()).toEqual([]);
    expect(ownLink(gateway, { listen }, '')).toBe('https://127.0.0.1:3000/');
  });
});

describe('settings of the gateway', () => {
  const settings = { listen, publicNames: [], tls: false, tlsCert: undefined, tlsKey: undefined };

  it('want a certificate and its key together', () => {
    expect(() => openAccess({ ...settings, tlsCert: 'a' })).toThrow('--tls-cert and --tls-key go together');
    const { cert, key } = makeIdentity(['localhost']);
    const [tlsCert, tlsKey] = [path.join(folder, 'cert'), path.join(folder, 'key')];
    writeFileSync(tlsCert, cert);
    writeFileSync(tlsKey, key);
    const loopback = { address: '127.0.0.1', port: 0 };
    expect(openAccess({ ...settings, listen: loopback, tlsCert, tlsKey })).toMatchObject({
      tls: { cert, key },
      tokens: undefined,
    });
  });
});
