import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpRoute, jsonReply, type MakeModule } from '../../extension/gateway-module';
import { createLog } from '../../log';
import { Station } from '../../station';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway';
import { cookieName } from './presented-token';
import { TokenStore } from './token-store';

let folder: string;
let station: Station;
let tokens: TokenStore;
let gateway: Gateway;
let port: number;

const about = { summary: 'For tests.', responses: { 200: { description: 'done' } } };

/** One route for each role, and a socket for publishers. */
const testModule: MakeModule = () => ({
  http: [
    ...(['viewer', 'publisher', 'admin'] as const).map(
      (role): HttpRoute => ({
        method: role === 'viewer' ? 'GET' : 'POST',
        path: `/test/${role}`,
        role,
        about,
        handle: ({ access }) => jsonReply(access),
      }),
    ),
    {
      method: 'GET',
      path: '/test/stream',
      role: 'viewer',
      about,
      handle: () => ({ body: (out) => out.write('first') }),
    },
  ],
  sockets: [{ path: '/test', role: 'publisher', accept: (socket) => socket.send('welcome') }],
});

async function open(options: Partial<GatewayOptions> = {}): Promise<void> {
  gateway = await startGateway({
    station,
    listen: { address: '0.0.0.0', port: 0 },
    viewerRoot: path.join(folder, 'viewer'),
    tokens,
    publicNames: ['ground.example'],
    modules: [testModule],
    ...options,
  });
  port = Number(new URL(gateway.url).port);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-access-'));
  await mkdir(path.join(folder, 'viewer'));
  await writeFile(path.join(folder, 'viewer', 'index.html'), '<!doctype html>the viewer');
  station = new Station({ log: createLog('error', () => undefined), version: '9.8.7' });
  tokens = new TokenStore(path.join(folder, 'access.json'));
});

afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** A request just as it is written; `127.0.0.2` and so on are other clients of the same network. */
async function request(target: string, options: http.RequestOptions = {}) {
  const sent = http.request({ port, host: '127.0.0.1', path: target, agent: false, ...options }).end();
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  let body = '';
  for await (const piece of response) body += piece;
  return { status: response.statusCode, headers: response.headers, body };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const page = { accept: 'text/html,*/*' };

/** What came of opening a WebSocket: `welcome`, or the status that refused it. */
async function knock(target: string, headers: Record<string, string> = {}): Promise<string | number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers }).on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode);
    });
    socket.on('message', (data) => {
      socket.close();
      resolve(String(data));
    });
  });
}

describe('a gateway that other machines can reach', () => {
  it('does not start without tokens', async () => {
    await open();
    const listen = { address: '0.0.0.0', port: 0 };
    await expect(startGateway({ station, listen, viewerRoot: folder })).rejects.toThrow('needs tokens');
  });

  it.each(['/', '/index.html', '/none', '/test/viewer', '/test/none', '/healthz', '/metrics', '/openapi.json'])(
    'says nothing at %s to whoever has no token, not even whether it is there',
    async (target) => {
      await open();
      const expected = await request('/anything', { headers: page });
      const answer = await request(target, { headers: page });
      expect(answer).toMatchObject({ status: 401, body: expected.body });
      expect(answer.body).toContain('Token needed');
      expect(answer.body + JSON.stringify(answer.headers)).not.toMatch(/9\.8\.7|the viewer/);
      expect(await request(target)).toMatchObject({
        status: 401,
        body: '{"error":"A token is needed.","id":"http.tokenNeeded"}',
      });
      expect((await request(target, { headers: bearer('wrong') })).status).toBe(401);
    },
  );

  it('asks its own machine too: a proxy there would speak for everybody', async () => {
    await open();
    expect((await request('/', { host: '127.0.0.1' })).status).toBe(401);
  });

  it('lets a code in once, as a link that a page is opened by', async () => {
    await open();
    const code = tokens.makeOnce('admin');
    for (const target of ['/test/viewer', '/healthz']) {
      expect((await request(`${target}?token=${code}`)).status).toBe(401);
      expect((await request(target, { headers: bearer(code) })).status).toBe(401);
    }
    const opened = await request(`/?overlay=off&token=${code}`, { headers: page });
    expect(opened).toMatchObject({ status: 200, body: expect.stringContaining('/?overlay=off') });
    const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(cookie).not.toContain(code);
    expect(JSON.parse((await request('/test/viewer', { headers: { cookie } })).body)).toMatchObject({ role: 'admin' });
    expect((await request(`/?token=${code}`, { headers: page })).status).toBe(401);
  });

  it('takes a token as bearer, as query of a program, and as cookie', async () => {
    await open();
    const { token } = tokens.make('viewer');
    const cookie = `other=1; ${cookieName(port)}=${token}`;
    for (const answer of [
      await request('/test/viewer', { headers: bearer(token) }),
      await request(`/test/viewer?token=${token}`),
      await request('/test/viewer', { headers: { cookie } }),
    ]) {
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ role: 'viewer', tokenId: expect.any(String) });
    }
  });

  it('turns a link’s token into a cookie that scripts and other sites do not get, and out of the address bar', async () => {
    await open();
    const { token } = tokens.make('viewer');
    const { status, headers, body } = await request(`/?overlay=off&token=${token}`, { headers: page });
    expect(status).toBe(200);
    expect(headers['set-cookie']).toEqual([
      `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`,
    ]);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(body).toContain('content="0;url=/?overlay=off"');
    expect(body).not.toContain(token);
    const cookie = headers['set-cookie']![0]!.split(';')[0]!;
    expect((await request('/', { headers: { ...page, cookie } })).body).toContain('the viewer');
  });

  it.each(['//evil.example/', '/\\evil.example/', '/%0a//evil.example', '/"><script>'])(
    'leads nobody astray from %s',
    async (target) => {
      await open();
      const { token } = tokens.make('viewer');
      const socket = net.connect(port, '127.0.0.1');
      socket.write(
        `GET ${target}?token=${token} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
      );
      let answer = '';
      for await (const piece of socket) answer += piece;
      const url = /url=([^"]*)"/.exec(answer)?.[1];
      if (url !== undefined) expect(new URL(url, 'http://own/').host).toBe('own');
      expect(answer).not.toContain('<script>');
    },
  );

  it('gives each role what it may, and no more', async () => {
    await open();
    const all = { viewer: tokens.make('viewer'), publisher: tokens.make('publisher'), admin: tokens.make('admin') };
    const may: Record<string, (number | undefined)[]> = {};
    for (const [role, { token }] of Object.entries(all)) {
      const options = { headers: bearer(token) };
      may[role] = [
        (await request('/test/viewer', options)).status,
        (await request('/test/publisher', { ...options, method: 'POST' })).status,
        (await request('/test/admin', { ...options, method: 'POST' })).status,
      ];
    }
    expect(may).toEqual({ viewer: [200, 403, 403], publisher: [200, 200, 403], admin: [200, 200, 200] });
    expect(await knock('/test', bearer(all.viewer.token))).toBe(403);
    expect(await knock('/test', bearer(all.publisher.token))).toBe('welcome');
  });

  it('shuts out a token that was taken back', async () => {
    await open();
    const { token, id } = tokens.make('viewer');
    expect((await request('/test/viewer', { headers: bearer(token) })).status).toBe(200);
    tokens.revoke(id);
    expect((await request('/test/viewer', { headers: bearer(token) })).status).toBe(401);
  });

  it('shows out whoever is in with a token that was taken back, and nobody else', async () => {
    await open({ lookAgainMs: 10 });
    const [bad, good] = [tokens.make('publisher'), tokens.make('publisher')];
    const enter = async ({ token }: { token: string }) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/test`, { headers: bearer(token) });
      await once(socket, 'message');
      return socket;
    };
    const [out, stays] = [await enter(bad), await enter(good)];
    const sent = http.get({ port, path: '/test/stream', agent: false, headers: bearer(bad.token) });
    const [streamed] = (await once(sent, 'response')) as [http.IncomingMessage];
    const cut = once(streamed.resume(), 'close').catch(() => undefined);
    const closed = once(out, 'close');
    tokens.revoke(bad.id);
    expect((await closed)[0]).toBe(1008);
    await cut;
    expect(stays.readyState).toBe(WebSocket.OPEN);
    stays.close();
  });
});

describe('its names', () => {
  it('are the machine’s addresses and names, and those it was given', async () => {
    await open();
    const { token } = tokens.make('viewer');
    const status = async (host: string) =>
      (await request('/test/viewer', { headers: { ...bearer(token), host } })).status;
    const interfaces = Object.values(os.networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address, family } of interfaces) {
      expect(await status(`${family === 'IPv6' ? `[${address}]` : address}:${port}`)).toBe(200);
    }
    expect(await status(`${os.hostname()}:${port}`)).toBe(200);
    expect(await status('ground.example')).toBe(200);
    expect(await status('ground.example:8443')).toBe(200);
  });

  it.each(['evil.example', 'ground.example.evil.example', '203.0.113.9', 'a@ground.example', 'ground.example:x'])(
    'are not “%s”, whatever the token (DNS rebinding)',
    async (host) => {
      await open();
      const { token } = tokens.make('viewer');
      for (const name of [host, `${host}:${port}`]) {
        const { status } = await request('/', { headers: { ...page, ...bearer(token), host: name } });
        expect([400, 403]).toContain(status);
      }
    },
  );
});

describe('a page of another site', () => {
  const origins = ['http://evil.example', 'null', 'https://ground.example', 'http://ground.example:1'];

  it.each(origins)('at %s opens no WebSocket, even with the cookie', async (origin) => {
    await open();
    const { token } = tokens.make('admin');
    const headers = { cookie: `${cookieName(port)}=${token}`, host: 'ground.example', origin };
    expect(await knock('/test', headers)).toBe(403);
    expect(await knock('/test', { ...headers, origin: 'http://ground.example' })).toBe('welcome');
  });

  it.each(origins)('at %s changes nothing, even with the cookie', async (origin) => {
    await open();
    const { token } = tokens.make('admin');
    const headers = { cookie: `${cookieName(port)}=${token}`, host: 'ground.example', origin };
    expect((await request('/test/admin', { method: 'POST', headers })).status).toBe(403);
  });

  it('reads nothing: no answer may be shared or framed', async () => {
    await open();
    const { token } = tokens.make('viewer');
    const { headers } = await request('/test/viewer', { headers: { ...bearer(token), origin: 'http://evil.example' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

describe('whoever knocks too often', () => {
  it('is told to wait after a few wrong tokens, and a right one still opens', async () => {
    await open();
    const { token } = tokens.make('viewer');
    const from = { localAddress: '127.0.0.2' };
    const wrong = async (n: number) => await request('/', { ...from, headers: bearer(`wrong ${n}`.replace(' ', '-')) });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await wrong(n)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number((await wrong(6)).headers['retry-after'])).toBeGreaterThan(0);
    expect(await knock('/test?token=wrong')).toBe(401);
    expect((await request('/test/viewer', { ...from, headers: bearer(token) })).status).toBe(200);
    expect((await request('/', { localAddress: '127.0.0.3', headers: bearer('wrong') })).status).toBe(401);
  });

  it('is told to wait after too many requests, and nobody else is', async () => {
    const few = { burst: 3, perSecond: 0.001 };
    await open({ rates: { strangers: few, guests: few, wrongTokens: few } });
    const headers = bearer(tokens.make('viewer').token);
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await request('/', { localAddress: '127.0.0.2' })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await request('/', { localAddress: '127.0.0.3' })).status).toBe(401);
    const guest = [];
    for (let n = 0; n < 4; n++) guest.push((await request('/', { localAddress: '127.0.0.2', headers })).status);
    expect(guest).toEqual([200, 200, 200, 429]);
    expect((await request('/', { localAddress: '127.0.0.3', headers })).status).toBe(200);
  });
});
