import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { Telemetry } from '#core/telemetry/telemetry';
import { freePort } from '../../fixtures/free-port';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { PiSource } from '../../sources/dial/pi/source';
import { type Restream, type RestreamOptions, startRestream } from './restream';

const ffmpegBin = process.env.FFMPEG_BIN ?? 'ffmpeg';
const hasFfmpeg = spawnSync(ffmpegBin, ['-version']).status === 0;
const log = createLog('error', () => undefined);
const fixture = (name: string) => new URL(`../../../core/bitstream/fixtures/${name}.h264`, import.meta.url);
const cleanups: (() => unknown)[] = [];
let hub: Hub;
let stream: Stream;
beforeEach(() => {
  hub = new Hub();
  stream = addStream('s');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function addStream(id: string): Stream {
  return hub.add({ id, name: `name of ${id}`, kind: 'push', video: '', telemetry: '' });
}

async function offer(options: Partial<RestreamOptions> = {}): Promise<Restream & { video: number; telemetry: number }> {
  const restream = await startRestream({ hub, log, address: '127.0.0.1', videoPort: 0, telemetryPort: 0, ...options });
  cleanups.push(() => restream.close());
  return { ...restream, video: restream.videoPort!, telemetry: restream.telemetryPort! };
}

/** The pictures of a clip, each with its parameter sets as they are in it. */
function unitsOf(name: string): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(new Uint8Array(readFileSync(fixture(name))), 0);
  assembler.flush();
  return units;
}

/** A client of the video port; `until` resolves with what came once that is so many bytes. */
function videoClient(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  cleanups.push(() => socket.destroy());
  const chunks: Buffer[] = [];
  let length = 0;
  let wake: () => void = () => undefined;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    wake();
  });
  const received = async (bytes: number) => {
    while (length < bytes) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const until = async (bytes: number) => {
    await received(bytes);
    return Buffer.concat(chunks);
  };
  return { socket, received, until };
}

async function watched(of: Stream): Promise<void> {
  if (of.wanted) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = of.onWanted(() => {
      unsubscribe();
      resolve();
    });
  });
}

/** As a camera does: the socket has the picture before the next one comes. */
async function publishPaced(unit: AccessUnit): Promise<void> {
  stream.publish(unit);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

const bytesOf = (units: readonly AccessUnit[]) => Buffer.concat(units.map(({ data }) => data));

describe('the re-streamed video', () => {
  it('begins at the last key picture and goes on live, for every client', async () => {
    const units = unitsOf('baseline');
    const lastKey = units.findLastIndex((unit) => unit.key);
    for (const unit of units) stream.publish(unit);
    const { video } = await offer();
    const clients = [videoClient(video), videoClient(video)];
    const group = bytesOf(units.slice(lastKey));
    for (const client of clients) expect((await client.until(group.length)).equals(group)).toBe(true);
    for (const unit of units) await publishPaced(unit);
    const whole = Buffer.concat([group, bytesOf(units)]);
    for (const client of clients) expect((await client.until(whole.length)).equals(whole)).toBe(true);
  });

  it.skipIf(!hasFfmpeg).each(['baseline', 'four-slices', 'high-8x8'])(
    'is decoded by ffmpeg to the very pictures of %s',
    async (name) => {
      const frameHashes = async (input: string) => {
        const ffmpeg = spawn(ffmpegBin, ['-v', 'error', '-f', 'h264', '-i', input, '-f', 'framemd5', '-']);
        cleanups.push(() => ffmpeg.kill('SIGKILL'));
        const lines = (await text(ffmpeg.stdout)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
        return lines.map((line) => line.split(',').at(-1));
      };
      const restream = await offer();
      const got = frameHashes(`tcp://127.0.0.1:${restream.video}`);
      await watched(stream);
      for (const unit of unitsOf(name)) await publishPaced(unit);
      await restream.close();
      const expected = await frameHashes(fixture(name).pathname);
      expect(expected.length).toBeGreaterThan(5);
      expect(await got).toEqual(expected);
    },
  );

  it('is the stream that was chosen, and waits for it where it is not there yet', async () => {
    const units = unitsOf('baseline');
    const { video } = await offer({ stream: 'name of later' });
    const client = videoClient(video);
    await once(client.socket, 'connect');
    stream.publish(units[0]!);
    const later = addStream('later');
    await watched(later);
    for (const unit of units.slice(0, 3)) later.publish(unit);
    const expected = bytesOf(units.slice(0, 3));
    expect((await client.until(expected.length)).equals(expected)).toBe(true);
    expect(stream.wanted).toBe(false);
    hub.remove('later');
    expect(later.wanted).toBe(false);
  });

  it('leaves out pictures that are no H.264', async () => {
    const [key] = unitsOf('baseline');
    const { video } = await offer();
    const client = videoClient(video);
    await watched(stream);
    stream.publish({ data: Uint8Array.of(0xff, 0xd8, 0xff), key: true, codec: 'jpeg', receiveUs: 0 });
    stream.publish(key!);
    expect((await client.until(key!.data.length)).equals(Buffer.from(key!.data))).toBe(true);
  });

  it('goes past a client that does not read: it loses pictures up to a key picture, nobody else notices', async () => {
    const PICTURES_PER_ROUND = 30;
    const PICTURE_BYTES = 50_000;
    const { video } = await offer();
    const stuck = net.connect(video, '127.0.0.1').pause();
    cleanups.push(() => stuck.destroy());
    await once(stuck, 'connect');
    await watched(stream);
    const good = videoClient(video);
    await once(good.socket, 'connect');
    let count = 0;
    const publish = (pictures: number) => {
      for (let n = 0; n < pictures; n++, count++) {
        const data = Buffer.alloc(PICTURE_BYTES, count % 251);
        data.writeUInt32BE(count);
        stream.publish({ data, codec: 'h264', key: count % PICTURES_PER_ROUND === 0, receiveUs: count });
      }
    };
    // Far more than the kernel and the queue hold for the one that is stuck: 45 MB.
    for (let round = 1; round <= 30; round++) {
      publish(PICTURES_PER_ROUND);
      await good.received(round * PICTURES_PER_ROUND * PICTURE_BYTES);
    }
    const all = await good.until(count * PICTURE_BYTES);
    expect(Array.from({ length: count }, (_, n) => all.readUInt32BE(n * PICTURE_BYTES))).toEqual(
      Array.from({ length: count }, (_, n) => n),
    );

    // Now it reads: whole pictures, each gap ended by a key picture, and then the live ones.
    const numbers: number[] = [];
    let rest = Buffer.alloc(0);
    const live = new Promise<void>((resolve) => {
      stuck.on('data', (chunk: Buffer) => {
        rest = Buffer.concat([rest, chunk]);
        for (; rest.length >= PICTURE_BYTES; rest = rest.subarray(PICTURE_BYTES)) numbers.push(rest.readUInt32BE(0));
        if (numbers.at(-1) === count - 1) resolve();
      });
    });
    stuck.resume();
    publish(1);
    await live;
    expect(numbers.length).toBeLessThan(count / 2);
    numbers.forEach((number, i) => {
      if (i > 0 && number !== numbers[i - 1]! + 1) expect(number % PICTURES_PER_ROUND).toBe(0);
    });
  });
});

describe('the re-streamed telemetry', () => {
  function telemetryClient(port: number, extraHeaders?: Record<string, string>): Socket {
    const client = io(`http://127.0.0.1:${port}`, {
      reconnection: false,
      transports: ['websocket'],
      ...(extraHeaders && { extraHeaders }),
    });
    cleanups.push(() => client.disconnect());
    return client;
  }

  it("is the host's event with all of its keys, the last one at once", async () => {
    stream.publishTelemetry({ rollDeg: 12.5, batteryV: 15.5 });
    const { telemetry } = await offer();
    const client = telemetryClient(telemetry);
    const [first] = (await once(client as never, 'telemetry')) as [Record<string, unknown>];
    expect(first).toMatchObject({ roll: 12.5, battery: 15.5, battery_remaining: -1, lat: 0 });
    expect(Object.keys(first)).toHaveLength(28);
    stream.publishTelemetry({ rollDeg: -1 });
    const [second] = (await once(client as never, 'telemetry')) as [Record<string, unknown>];
    expect(second).toMatchObject({ roll: -1, battery: 65.535 });
  });

  it('is wanted only while somebody listens', async () => {
    const { telemetry } = await offer();
    expect(stream.wanted).toBe(false);
    const client = telemetryClient(telemetry);
    await watched(stream);
    const left = new Promise<void>((resolve) => {
      stream.onWanted((wanted) => !wanted && resolve());
    });
    client.disconnect();
    await left;
  });

  it.each([
    ['of a site', { Origin: 'http://evil.example' }],
    ['of a site whose name was made to mean this machine', { Host: 'evil.example' }],
    ['of a site whose name looks like an address', { Host: '127.0.0.1.evil.example:80' }],
  ])('is not for pages %s', async (_, headers) => {
    const { telemetry } = await offer();
    const client = telemetryClient(telemetry, headers);
    await once(client as never, 'connect_error');
    expect(stream.wanted).toBe(false);
  });
});

describe('a re-stream', () => {
  it('is a vehicle to our own source, picture for picture', async () => {
    const units = unitsOf('high-8x8');
    const { video, telemetry } = await offer();
    const far = new Hub().add({ id: 'far', name: 'far', kind: 'pi', video: '', telemetry: '' });
    const pictures: AccessUnit[] = [];
    const said: Telemetry[] = [];
    let wake: () => void = () => undefined;
    far.subscribe({
      picture: (unit) => {
        pictures.push(unit);
        wake();
      },
      telemetry: (values) => {
        said.push(values);
        wake();
      },
    });
    const source = new PiSource({ host: '127.0.0.1', videoPort: video, telemetryPort: telemetry }, far, { log });
    cleanups.push(() => source.stop());
    for (const unit of units) stream.publish(unit);
    stream.publishTelemetry({ rollDeg: 4, altitudeM: 30, headingDeg: 90 });
    const group = units.slice(units.findLastIndex((unit) => unit.key));
    source.start();
    while (pictures.length < group.length || said.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    expect(pictures.map(({ key }) => key)).toEqual(group.map(({ key }) => key));
    expect(bytesOf(pictures.slice(1)).equals(bytesOf(group.slice(1)))).toBe(true);
    expect(said[0]).toMatchObject({ rollDeg: 4, altitudeM: 30, headingDeg: 90 });
    expect(far.statistics().faults).toBe(0);
  });

  it('has sixty-four clients at most, and a place again when one goes', async () => {
    const { video } = await offer();
    const clients = Array.from({ length: 64 }, () => videoClient(video));
    await Promise.all(clients.map(({ socket }) => once(socket, 'connect')));
    const [late, lastly] = [videoClient(video), () => videoClient(video)];
    await once(late.socket, 'close');
    for (const unit of unitsOf('baseline')) stream.publish(unit);
    await Promise.all(clients.map(({ received }) => received(1)));
    clients[0]?.socket.destroy();
    // The server hears of it a little later.
    await vi.waitFor(async () => {
      const { socket, received } = lastly();
      await Promise.race([received(1), once(socket, 'close').then(() => Promise.reject(new Error('no place yet')))]);
    });
  });

  it('offers only what it was asked for', async () => {
    const restream = await startRestream({ hub, log, address: '127.0.0.1', videoPort: 0 });
    cleanups.push(() => restream.close());
    expect(restream.telemetryPort).toBeUndefined();
  });

  it('rejects for a port in use and leaves nothing listening', async () => {
    const taken = await offer();
    const port = await freePort();
    await expect(offer({ videoPort: port, telemetryPort: taken.telemetry })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const again = net.createServer();
    again.listen(port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });
});
