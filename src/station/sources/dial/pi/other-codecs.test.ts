import { readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { numberedJpegs } from '../../../transcode/fixtures/numbered';
import { PiSource } from './source';

const hevc = readFileSync(new URL('../../../../core/bitstream/h265/fixtures/plain.h265', import.meta.url));
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The stream of a host that writes this on its video port. */
async function streamOf(bytes: Uint8Array) {
  const server = net.createServer((socket) => socket.on('error', () => undefined).write(bytes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'pi', video: '', telemetry: '' });
  const codecs: (string | undefined)[] = [];
  stream.subscribe({
    picture: ({ codec }) => codecs.push(codec),
  });
  const log = createLog('error', () => undefined);
  const source = new PiSource({ host: '127.0.0.1', videoPort: port, telemetryPort: port }, stream, { log });
  cleanups.push(() => source.stop());
  source.start();
  return { stream, codecs };
}

describe('the video port of a host', () => {
  it('may carry H.265', async () => {
    const { codecs } = await streamOf(hevc);
    await vi.waitUntil(() => codecs.length > 2);
    expect(new Set(codecs)).toEqual(new Set(['h265']));
  });

  it('may carry JPEG pictures, one behind the other', async () => {
    const { codecs } = await streamOf(Buffer.concat(numberedJpegs(3)));
    await vi.waitUntil(() => codecs.length === 3);
    expect(new Set(codecs)).toEqual(new Set(['jpeg']));
  });

  it('that carries something else says what', async () => {
    const { stream } = await streamOf(Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
    await vi.waitUntil(() => stream.links.video?.state === 'open' && stream.links.video.waitingFor === 'video');
    expect(stream.links.video).toMatchObject({ found: 'ssh' });
  });
});
