import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { parseSourceUrl } from '#core/settings/source-url';
import { openTestStation } from './fixtures/test-station';
import { startGateway } from './gateway/gateway';
import { createLog } from './log';
import { recordOnDemand } from './services/recorder/fixtures/settings';
import { RECORDER } from './services/recorder/recorder';
import { openSavedSources } from './sources/saved-sources';
import { numberedJpegs } from './transcode/fixtures/numbered';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A camera that lets in one who has the password, and sends pictures; others are told to go. */
async function camera(password: string) {
  const requests: string[] = [];
  const server = http.createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const [jpeg] = numberedJpegs(1);
  server.on('upgrade', (request, socket, head) => {
    requests.push(request.url ?? '');
    const right = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
    if (request.headers.authorization !== right) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => {
      const data = { stream_id: 'x', timestamp: 1, frame: Buffer.from(jpeg ?? []).toString('base64') };
      const send = () =>
        client.send(JSON.stringify({ type: 'frame', data: { ...data, frame_number: 1, quality: 'low' } }));
      send();
      const again = setInterval(send, 20);
      client.on('close', () => clearInterval(again));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { requests, port: (server.address() as AddressInfo).port };
}

async function scene() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-secrets-'));
  closing.push(() => rm(folder, { recursive: true }));
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const file = path.join(folder, 'settings', 'sources.json');
  const station = openTestStation({
    log,
    version: '1',
    saved: openSavedSources(file, log),
    recording: recordOnDemand(path.join(folder, 'videos'), { pattern: '{name}' }),
  });
  closing.push(() => station.close());
  const recorder = station.get(RECORDER);
  await recorder?.ready();
  const told: string[] = [];
  let ask: (text: string) => void = () => undefined;
  station.attach({
    send: (text) => told.push(text),
    sendPicture: (header) => told.push(Buffer.from(header).toString('latin1')),
    sendSound: () => undefined,
    onMessage: (listener) => {
      ask = (text) => listener(text);
    },
    onClose: () => undefined,
    close: () => undefined,
  });
  return { folder, file, lines, station, recorder, told, ask: (message: object) => ask(JSON.stringify(message)) };
}

/** All files below a folder, with their names. */
async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return [...files, ...(await Promise.all(files.map((file) => readFile(file, 'latin1'))))];
}

it('a password in a source’s URL reaches the camera and the station’s own file, and nothing else', async () => {
  const [password, token] = ['s3cretW0rd', 'tok3nT0ken'];
  const { requests, port } = await camera(password);
  const { folder, file, lines, station, recorder, told, ask } = await scene();
  const url = `jpeg+ws://me:${password}@127.0.0.1:${port}/ws/viewer/cam?channel=1&subtype=0&token=${token}`;
  ask({ type: 'add', url });
  const [stream] = station.hub.list();
  const id = stream?.info.id ?? '';
  ask({ type: 'subscribe', stream: id });
  await vi.waitUntil(() => (stream?.statistics().pictures ?? 0) > 3);
  expect(requests[0]).toContain('channel=1&subtype=0&token=tok3nT0ken');
  expect(recorder?.start(id)).toMatchObject({ ok: true });
  ask({ type: 'rename', stream: id, name: 'Gate' });
  // Wrong in other ways, with the secret in it.
  ask({ type: 'add', url: `${url}&lazy=perhaps` });
  ask({ type: 'add', url: `ftp://me:${password}@127.0.0.1` });
  await vi.waitUntil(() => (recorder?.library.list()[0]?.info.pictures ?? 0) > 3);
  recorder?.stop(id);
  await vi.waitUntil(() => recorder?.library.list()[0]?.info.state === 'finished');

  const listen = { address: '127.0.0.1', port: 0 };
  const gateway = await startGateway({ station, listen, viewerRoot: folder });
  closing.push(() => gateway.close());
  const answers = ['healthz', 'metrics', 'api/streams', `api/streams/${id}`, 'api/stream/stats', 'api/recordings'];
  const said = await Promise.all(answers.map(async (where) => (await fetch(new URL(where, gateway.url))).text()));
  expect(said.join('\n')).toContain(id);

  const everything = [...told, ...lines, ...said, ...(await textsIn(path.join(folder, 'videos')))].join('\n');
  expect(everything).toContain('Gate');
  for (const secret of [password, token, Buffer.from(`me:${password}`).toString('base64')]) {
    expect(everything).not.toContain(secret);
  }
  await vi.waitFor(async () => {
    const kept = JSON.parse(await readFile(file, 'utf8')) as { sources: string[] };
    const read = parseSourceUrl(kept.sources[0] ?? '');
    expect(read.ok && read.value).toMatchObject({ name: 'Gate', credentials: { user: 'me', password } });
  });
});

it('a camera that lets nobody in without a password says so, and the right one takes the place of a wrong one', async () => {
  const { port } = await camera('right');
  const { station } = await scene();
  const url = (password: string) => `jpeg+ws://me:${password}@127.0.0.1:${port}/ws/viewer/cam`;
  const wrong = station.sources.add(url('wrong'), { isSaved: true });
  const stream = wrong.ok ? wrong.value : undefined;
  await vi.waitFor(() =>
    expect(stream?.links.video).toMatchObject({
      failure: { cause: 'unauthorised', detail: `HTTP 401 127.0.0.1:${port}` },
    }),
  );
  expect(station.sources.add(stream?.info.source ?? '')).toEqual(wrong);
  const right = station.sources.add(url('right'));
  await vi.waitUntil(() => right.ok && right.value.statistics().pictures > 0);
  expect(right.ok && right.value.info.id).toBe(stream?.info.id);
  expect(station.hub.list()).toHaveLength(1);
});
