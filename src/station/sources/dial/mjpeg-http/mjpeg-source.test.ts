import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { english } from '#core/texts/english';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { numberedJpegs } from '../../../transcode/fixtures/numbered';
import { SourceList } from '../../source-list';
import { redirected, type Target } from './target';

const PATIENT = { timeout: 60_000 };
const JPEGS = numberedJpegs(3);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A camera of HTTP. @returns its port */
async function camera(answer: RequestListener): Promise<number> {
  const server = http.createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function watch(url: string) {
  const sources = new SourceList({ hub: new Hub(), log: createLog('error', () => undefined), showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  const stream = added.value;
  const got: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => got.push(unit) });
  const failure = () => {
    const { video } = stream.links;
    return video && 'failure' in video ? video.failure : undefined;
  };
  return { stream, got, failure };
}

it.each([
  [
    'a boundary and lengths',
    { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' },
    '--b\r\nContent-Length: LENGTH\r\n\r\n',
  ],
  ['another boundary than it named', { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' }, '--other\r\n\r\n'],
  ['false lengths', { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' }, '--b\r\nContent-Length: 7\r\n\r\n'],
  ['no type, and nothing between', {}, ''],
])('shows each picture at its last byte, of a camera with %s', async (_, headers, between) => {
  const port = await camera((_request, response) => {
    response.writeHead(200, headers);
    for (const jpeg of JPEGS)
      response.write(Buffer.concat([Buffer.from(between.replace('LENGTH', `${jpeg.length}`)), jpeg]));
  });
  const { got, stream } = watch(`mjpeg+http://127.0.0.1:${port}/?action=stream`);
  await vi.waitFor(() => expect(got).toHaveLength(3), PATIENT);
  expect(got.map(({ data }) => Buffer.from(data).toString('base64'))).toEqual(
    JPEGS.map((jpeg) => Buffer.from(jpeg).toString('base64')),
  );
  expect(stream.statistics().faults).toBe(0);
});

it('answers a digest, and says where the password is wrong', async () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const port = await camera((request, response) => {
    const given = /response="(\w+)"/.exec(request.headers.authorization ?? '')?.[1];
    const right = md5(`${md5('me:cam:s3cret')}:n:${md5(`GET:${request.url}`)}`);
    if (given !== right) return response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="cam", nonce="n"' }).end();
    for (const jpeg of JPEGS) response.write(jpeg);
  });
  const { got } = watch(`mjpeg+http://me:s3cret@127.0.0.1:${port}/video.cgi?x=1`);
  await vi.waitFor(() => expect(got).toHaveLength(3), PATIENT);
  for (const who of ['me:wrong@', '']) {
    const { failure } = watch(`mjpeg+http://${who}127.0.0.1:${port}/video.cgi`);
    await vi.waitFor(() => expect(failure()?.cause).toBe('unauthorised'), PATIENT);
  }
});

it('follows to another path, not for ever, and says what is no stream', async () => {
  const port = await camera((request, response) => {
    if (request.url === '/a') return response.writeHead(302, { Location: '/b' }).end();
    if (request.url === '/round') return response.writeHead(302, { Location: '/round' }).end();
    if (request.url === '/page') return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
    if (request.url === '/snapshot') return response.writeHead(200).end(JPEGS[0]);
    for (const jpeg of JPEGS) response.write(jpeg);
  });
  const { got } = watch(`mjpeg+http://127.0.0.1:${port}/a`);
  await vi.waitFor(() => expect(got).toHaveLength(3), PATIENT);
  for (const [path, why] of [
    ['round', /elsewhere/],
    ['page', /no JPEG picture, but text\/html/],
    ['snapshot', /one picture/],
  ] as const) {
    const { failure } = watch(`mjpeg+http://127.0.0.1:${port}/${path}`);
    await vi.waitFor(() => expect(failure()?.detail).toMatch(why), PATIENT);
  }
});

it('follows no camera to this machine or out of TLS, and takes the password to its own host alone', () => {
  const credentials = { user: 'a', password: 'b' };
  const first: Target = { isSecure: true, host: '10.0.0.5', port: 443, uri: '/x', credentials };
  const to = (location: string) => redirected(location, first, first);
  for (const location of [
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'http://10.0.0.5/',
    'file:///etc',
  ])
    expect(to(location)).toBeUndefined();
  expect(to('/y?z=1')).toEqual({ ...first, uri: '/y?z=1' });
  expect(to('https://10.0.0.6:8443/y')).toEqual({
    ...first,
    host: '10.0.0.6',
    port: 8443,
    uri: '/y',
    credentials: undefined,
  });
});

it('shows what ffmpeg serves', async () => {
  const port = await camera(() => undefined);
  await ends.pop()?.();
  const input = ['-re', '-f', 'lavfi', '-i', 'testsrc=s=64x48:r=20', '-c:v', 'mjpeg', '-f', 'mpjpeg'];
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...input, '-listen', '1', `http://127.0.0.1:${port}/`]);
  ends.push(() => ffmpeg.kill('SIGKILL'));
  const { got } = watch(`mjpeg+http://127.0.0.1:${port}/`);
  await vi.waitFor(() => expect(got.length).toBeGreaterThan(5), PATIENT);
});
