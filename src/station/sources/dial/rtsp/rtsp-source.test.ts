import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { nalUnitsOf } from '#core/bitstream/avcc';
import type { AccessUnit } from '#core/media/access-unit';
import { RtpPacketiser } from '#core/protocols/rtp/packetise';
import { english } from '#core/texts/english';
import { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { SourceList } from '../../source-list';
import { Camera, type CameraOptions, SDP } from './fixtures/camera';

const CLIP = path.resolve(import.meta.dirname, '../../../../core/bitstream/fixtures/four-slices.h264');
const PATIENT = { timeout: 60_000 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function clip(): Promise<{ readonly units: readonly AccessUnit[]; readonly packets: readonly Uint8Array[] }> {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(new Uint8Array(await readFile(CLIP)), 0);
  assembler.flush();
  const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 7 });
  return { units, packets: units.flatMap(({ data }, n) => packetiser.packets(data, n * 3000)) };
}

/** What is compared: the slices, as an SPS may be rewritten for decoders. */
function slicesOf({ data }: AccessUnit): string {
  const hash = createHash('sha1');
  for (const nal of nalUnitsOf(data)) if ([1, 5].includes((nal[0] ?? 0) & 0x1f)) hash.update(nal);
  return hash.digest('hex');
}

async function camera(options: CameraOptions = {}): Promise<Camera> {
  const one = await new Camera(options).listen();
  ends.push(() => one.close());
  return one;
}

interface Scene {
  readonly stream: Stream;
  readonly got: AccessUnit[];
  readonly logged: string[];
  readonly stop: () => Promise<unknown>;
}

function watch(url: string): Scene {
  const logged: string[] = [];
  const sources = new SourceList({
    hub: new Hub(),
    log: createLog('debug', (line) => void logged.push(line)),
    showDamaged: false,
  });
  ends.push(() => sources.close());
  const added = sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  const got: AccessUnit[] = [];
  added.value.subscribe({ picture: (unit) => got.push(unit) });
  return { stream: added.value, got, logged, stop: () => sources.close() };
}

/** Why the video's link failed last. */
function failure({ stream }: Scene) {
  const link = stream.links.video;
  return link && 'failure' in link ? link.failure : undefined;
}

describe('a camera of RTSP', () => {
  it('is shown picture by picture, kept alive, and taken leave of', async () => {
    const { units, packets } = await clip();
    const one = await camera({ packets });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/live/main?channel=1&name=Gate`);
    await vi.waitFor(() => expect(scene.got.map(slicesOf)).toEqual(units.map(slicesOf)), PATIENT);
    expect(one.methods()).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY']);
    const [, described, set, played] = one.asked.map(({ url }) => url);
    const base = `rtsp://127.0.0.1:${one.port}/live/main?channel=1`;
    expect([described, set, played]).toEqual([base, `${base}/trackID=1`, base]);
    expect(one.asked[2]?.headers.transport).toBe('RTP/AVP/TCP;unicast;interleaved=0-1');
    expect(one.asked[3]?.headers.session).toBe('a1b2');
    expect(scene.stream.statistics().faults).toBe(0);
    await scene.stop();
    await vi.waitFor(() => expect(one.methods().at(-1)).toBe('TEARDOWN'), PATIENT);
    await vi.waitFor(() => expect(one.connections).toBe(0), PATIENT);
  });

  it('is told who asks, by its own question, and nothing of the password is seen', async () => {
    const { units, packets } = await clip();
    const one = await camera({ packets, password: 'admin:s3cret-pass' });
    const scene = watch(`rtsp://admin:s3cret-pass@127.0.0.1:${one.port}/live`);
    await vi.waitFor(() => expect(scene.got).toHaveLength(units.length), PATIENT);
    expect(one.methods()).toEqual(['OPTIONS', 'OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY']);
    expect(one.asked.map(({ url }) => url).join()).not.toMatch(/s3cret|admin/);
    expect([...scene.logged, JSON.stringify(scene.stream.info), scene.stream.info.id].join()).not.toMatch(
      /s3cret|admin/,
    );
  });

  it.each([
    ['a wrong password', 'admin:wrong@', /does not know this user and password/],
    ['no password', '', /asks for a user and a password/],
  ])('says so where there is %s', async (_, who, message) => {
    const one = await camera({ password: 'admin:right' });
    const scene = watch(`rtsp://${who}127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(failure(scene)).toMatchObject({ cause: 'unauthorised' }), PATIENT);
    expect(failure(scene)?.detail).toMatch(message);
  });

  it('is asked anew where its question was too old, also while it plays', async () => {
    const { units, packets } = await clip();
    const stale = {
      status: '401 Unauthorized',
      headers: { 'WWW-Authenticate': 'Digest realm="x", nonce="new", stale=true' },
    };
    const first = { status: '401 Unauthorized', headers: { 'WWW-Authenticate': 'Digest realm="x", nonce="old"' } };
    const one = await camera({
      packets,
      answer: ({ method, headers }) => {
        if (!headers.authorization) return first;
        return method === 'PLAY' && headers.authorization.includes('"old"') ? stale : undefined;
      },
    });
    const scene = watch(`rtsp://a:b@127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(scene.got).toHaveLength(units.length), PATIENT);
    expect(one.methods()).toEqual(['OPTIONS', 'OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'PLAY']);
  });

  it.each(['', '?transport=udp'])(
    'is heard by UDP where it gives nothing else, or that is asked for %s',
    async (query) => {
      const { units, packets } = await clip();
      const one = await camera({ packets, isUdpOnly: true });
      const scene = watch(`rtsp://127.0.0.1:${one.port}/${query}`);
      await vi.waitFor(() => expect(scene.got.map(slicesOf)).toEqual(units.map(slicesOf)), PATIENT);
      const ways = one.asked.filter(({ method }) => method === 'SETUP').map(({ headers }) => headers.transport);
      expect(ways.at(-1)).toMatch(/^RTP\/AVP;unicast;client_port=\d*[02468]-\d+$/);
      expect(ways).toHaveLength(query === '' ? 2 : 1);
    },
  );

  it('is said to give its video by UDP alone where that is not wanted', async () => {
    const one = await camera({ isUdpOnly: true });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/?transport=tcp`);
    await vi.waitFor(() => expect(failure(scene)?.detail).toMatch(/by UDP alone: use transport=udp/), PATIENT);
  });

  it('is followed where it sends us, with the password for its own host alone', async () => {
    const { units, packets } = await clip();
    const there = await camera({ packets, address: '127.0.0.2', password: 'a:b' });
    const elsewhere = `rtsp://127.0.0.2:${there.port}/`;
    const moved = { status: '302 Moved', headers: { Location: elsewhere } };
    const one = await camera({ answer: ({ method }) => (method === 'DESCRIBE' ? moved : undefined) });
    const scene = watch(`rtsp://a:b@127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(failure(scene)?.detail).toMatch(/asks for a user and a password/), PATIENT);
    expect(there.asked.filter(({ headers }) => headers.authorization)).toEqual([]);

    const open = await camera({ packets });
    const same = { status: '301 Moved', headers: { Location: `rtsp://127.0.0.1:${open.port}/x` } };
    const two = await camera({ answer: ({ method }) => (method === 'DESCRIBE' ? same : undefined) });
    const found = watch(`rtsp://127.0.0.1:${two.port}/`);
    await vi.waitFor(() => expect(found.got).toHaveLength(units.length), PATIENT);
  });

  it('is not followed for ever, nor to what is no RTSP', async () => {
    const loop: Camera = await camera({
      answer: ({ method }) =>
        method === 'DESCRIBE'
          ? { status: '302 Moved', headers: { Location: `rtsp://127.0.0.1:${loop.port}/` } }
          : undefined,
    });
    const round = watch(`rtsp://127.0.0.1:${loop.port}/`);
    await vi.waitFor(() => expect(failure(round)?.detail).toMatch(/sends us elsewhere/), PATIENT);
    const other = await camera({
      answer: ({ method }) =>
        method === 'DESCRIBE' ? { status: '302 Moved', headers: { Location: 'file:///etc/passwd' } } : undefined,
    });
    const scene = watch(`rtsp://127.0.0.1:${other.port}/`);
    await vi.waitFor(() => expect(failure(scene)?.detail).toMatch(/sends us elsewhere/), PATIENT);
  });

  it('is shown through noise between its packets', async () => {
    const { units, packets } = await clip();
    const one = await camera({ packets, noise: Buffer.from('noise$') });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(scene.got.map(slicesOf)).toEqual(units.map(slicesOf)), PATIENT);
  });

  it('is back after its connection broke', async () => {
    const { units, packets } = await clip();
    const one = await camera({ packets });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(scene.got).toHaveLength(units.length), PATIENT);
    one.drop();
    await vi.waitFor(() => expect(scene.got).toHaveLength(2 * units.length), PATIENT);
  });

  it('is played by its media where it plays nothing together', async () => {
    const { units, packets } = await clip();
    const one = await camera({
      packets,
      answer: ({ method }, count) =>
        method === 'PLAY' && count === 1 ? { status: '459 Aggregate Operation Not Allowed' } : undefined,
    });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/x`);
    await vi.waitFor(() => expect(scene.got).toHaveLength(units.length), PATIENT);
    expect(one.asked.at(-1)?.url).toBe(`rtsp://127.0.0.1:${one.port}/x/trackID=1`);
  });

  it.each([
    ['no video', 'm=audio 0 RTP/AVP 0\r\n', /describes no video/],
    ['another codec', 'm=video 0 RTP/AVP 26\r\n', /gives Motion JPEG: choose H\.264 or H\.265/],
    ['an order of its own', SDP.replace('mode=1', 'mode=2'), /packetization-mode 2/],
  ])('is said what is wrong with it: %s', async (_, sdp, message) => {
    const one = await camera({ sdp });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/`);
    await vi.waitFor(() => expect(failure(scene)?.detail).toMatch(message), PATIENT);
  });

  it('is said to have nothing at a path, in its own words and one line', async () => {
    const one = await camera({
      answer: ({ method }) => (method === 'DESCRIBE' ? { status: '404 Not\u0007 Found' } : undefined),
    });
    const scene = watch(`rtsp://127.0.0.1:${one.port}/nothing`);
    await vi.waitFor(() => expect(failure(scene)?.detail).toMatch(/DESCRIBE with 404 Not.*Found: look up/), PATIENT);
    expect(failure(scene)?.detail).not.toMatch(/\p{Cc}/u);
  });
});
