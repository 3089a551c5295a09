import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { readPrelude } from '#core/bitstream/prelude';
import type { AccessUnit } from '#core/media/access-unit';
import { writeVideoConfig } from '#core/protocols/push/config';
import { writePushPacket } from '#core/protocols/push/packet';
import { createLog } from '../../log';
import { addAccepted } from '../../sources/accept/add-stream';
import { Claims } from '../../sources/accept/push/claims';
import { Station } from '../../station';
import { type Gateway, startGateway } from '../gateway';
import { acceptProducer } from './push/producer';
import { videoSocket } from './video-socket';

const fixtures = new URL('../../../core/bitstream/fixtures/', import.meta.url);
const ffmpeg = process.env.FFMPEG_BIN ?? 'ffmpeg';
const hasFfmpeg = spawnSync(ffmpeg, ['-version']).status === 0;

let station: Station;
let gateway: Gateway;
let clients: Client[];

beforeEach(async () => {
  station = new Station({ log: createLog('error', () => undefined), version: '0' });
  await startWith({});
});

afterEach(async () => {
  for (const client of clients) client.socket.terminate();
  await gateway.close();
  await station.close();
});

async function startWith(limits: Parameters<typeof videoSocket>[0]) {
  await gateway?.close();
  const modules = [videoSocket(limits)];
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere', modules });
  clients = [];
}

/** A plain client: what it got, and a way to wait for more of it. */
class Client {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  readonly messages: Buffer[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  #wake: () => void = () => undefined;

  constructor(path: string) {
    this.socket = new WebSocket(new URL(path, gateway.url.replace('http', 'ws')));
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.messages.push(data);
      else this.texts.push(data.toString());
      this.#wake();
    });
    this.socket
      .on('error', () => undefined)
      .on('close', (code, reason) => {
        this.closed = { code, reason: reason.toString() };
        this.#wake();
      });
    clients.push(this);
  }

  /** JSON messages of a type so far. */
  of(type: string): Record<string, unknown>[] {
    return this.texts
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text))
      .filter((m) => m.type === type);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.closed) throw new Error(`closed: ${this.closed.code} ${this.closed.reason}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async ended() {
    if (!this.closed) await once(this.socket, 'close');
    return this.closed;
  }

  /** Everything that was sent before has been taken. */
  async settle(): Promise<void> {
    const pongs = () => this.texts.filter((text) => text === 'pong').length;
    const before = pongs();
    this.socket.send('ping');
    await this.until(() => pongs() > before);
  }
}

async function connect(path: string): Promise<Client> {
  const client = new Client(path);
  await once(client.socket, 'open');
  return client;
}

async function get(path: string): Promise<unknown> {
  return (await fetch(new URL(path, gateway.url))).json();
}

const clipOf = (name: string) => readFileSync(new URL(`${name}.h264`, fixtures));

function unitsOf(name: string): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(clipOf(name), 0);
  assembler.flush();
  return units;
}

/** In pieces of any size, the same at every run. */
function pieces(clip: Buffer, seed = 1): Buffer[] {
  const all: Buffer[] = [];
  for (let at = 0, n = seed; at < clip.length; n = (n * 48271) % 0x7fffffff) {
    const size = 1 + (n % 4000);
    all.push(clip.subarray(at, at + size));
    at += size;
  }
  return all;
}

/** As a producer of packets sends it: parameter sets in packets of their own before each key frame. */
function packets(units: readonly AccessUnit[]): Uint8Array[] {
  return units.flatMap(({ data, key }, n) => {
    const stamp = { timestampUs: n * 40_000, flags: 0 };
    if (!key) return [writePushPacket({ ...stamp, type: 'frame', payload: data })];
    const [sps] = readPrelude(data).sps;
    const cut = data.subarray(0, sps!.end);
    const rest = data.subarray(sps!.end);
    return [
      writePushPacket({ ...stamp, type: 'sps', payload: cut }),
      writePushPacket({ ...stamp, type: 'key-frame', payload: rest }),
    ];
  });
}

/** What ffmpeg decodes of Annex B, a line a picture. */
function hashes(annexB: Uint8Array): string[] {
  const args = ['-v', 'error', '-f', 'h264', '-i', 'pipe:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  const { stdout } = spawnSync(ffmpeg, args, { input: annexB, encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => (line.startsWith('0,') ? [line.split(',').at(-1)!.trim()] : []));
}

describe('a producer', () => {
  it.skipIf(!hasFfmpeg).each(['baseline', 'main-cabac', 'high-8x8', 'four-slices', 'b-frames', 'delimiters'])(
    'of bytes gives consumers pictures that decode as its own do: %s',
    async (name) => {
      const consumer = await connect('/ws/video/consume');
      const producer = await connect('/ws/video');
      for (const piece of pieces(clipOf(name))) producer.socket.send(piece);
      await consumer.until(() => consumer.messages.length === unitsOf(name).length);
      const expected = hashes(clipOf(name));
      expect(expected.length).toBeGreaterThan(5);
      expect(hashes(Buffer.concat(consumer.messages))).toEqual(expected);
    },
  );

  it.skipIf(!hasFfmpeg).each(['baseline', 'four-slices', 'b-frames', 'interlaced'])(
    'of packets gives consumers pictures that decode as its own do: %s',
    async (name) => {
      const units = unitsOf(name);
      const consumer = await connect('/ws/video/consume');
      const producer = await connect('/ws/video');
      producer.socket.send(writeVideoConfig({ format: 'h264', source: 'simulator' }));
      for (const packet of packets(units)) producer.socket.send(packet);
      await consumer.until(() => consumer.messages.length === units.length);
      expect(hashes(Buffer.concat(consumer.messages))).toEqual(hashes(clipOf(name)));
      expect(station.hub.get('push-1')?.info).toMatchObject({ name: 'simulator', kind: 'push' });
    },
  );

  it.skipIf(!hasFfmpeg).each([
    ['no B pictures, several slices', ['-tune', 'zerolatency', '-x264-params', 'slices=3:keyint=12']],
    ['B pictures, CABAC', ['-bf', '2', '-x264-params', 'keyint=25']],
  ])('may be ffmpeg, whose output comes in pieces as they happen to be: %s', async (_, encoder) => {
    const consumer = await connect('/ws/video/consume');
    const producer = await connect('/ws/video');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25', '-frames:v', '60', '-pix_fmt', 'yuv420p'];
    const run = spawn(ffmpeg, ['-v', 'error', ...source, '-c:v', 'libx264', ...encoder, '-f', 'h264', '-']);
    const written: Buffer[] = [];
    run.stdout.on('data', (piece: Buffer) => {
      written.push(piece);
      producer.socket.send(piece);
    });
    await consumer.until(() => consumer.messages.length === 60);
    const expected = hashes(Buffer.concat(written));
    expect(expected).toHaveLength(60);
    expect(hashes(Buffer.concat(consumer.messages))).toEqual(expected);
  });

  it('of packets has each picture passed on before the next one comes', async () => {
    const consumer = await connect('/ws/video/consume');
    const producer = await connect('/ws/video');
    for (const [n, unit] of unitsOf('interlaced').entries()) {
      for (const packet of packets([unit])) producer.socket.send(packet);
      await consumer.until(() => consumer.messages.length === n + 1);
    }
  });

  it('whose packets are slices after all is understood from the next key picture on', async () => {
    const units = unitsOf('four-slices');
    const startCode = Buffer.of(0, 0, 1);
    const slices = (data: Uint8Array) => {
      const at: number[] = [];
      const bytes = Buffer.from(data);
      for (let i = bytes.indexOf(startCode); i !== -1; i = bytes.indexOf(startCode, i + 3)) {
        if ([1, 5].includes(bytes[i + 3]! & 31)) at.push(i);
      }
      return at.map((from, n) => bytes.subarray(n === 0 ? 0 : from, at[n + 1]));
    };
    const consumer = await connect('/ws/video/consume');
    const producer = await connect('/ws/video');
    for (let round = 0; round < 2; round++) {
      for (const { data } of units) {
        for (const payload of slices(data)) {
          producer.socket.send(writePushPacket({ type: 'frame', timestampUs: 0, flags: 0, payload }));
        }
      }
    }
    const last = () => consumer.messages.slice(-units.length);
    await consumer.until(
      () => last().length === units.length && last().every((bytes, n) => bytes.equals(units[n]!.data)),
    );
  });

  it('is counted in the statistics that the original documents', async () => {
    expect(await get('/h264/stats')).toEqual({ active_streams: 0, streams: {} });
    const producer = await connect('/ws/video?id=front');
    const clip = clipOf('baseline');
    producer.socket.send(clip);
    producer.socket.send(Buffer.of(0));
    await producer.settle();
    expect(await get('/h264/stats')).toEqual({
      active_streams: 1,
      streams: {
        front: {
          bytes_received: clip.length + 1,
          frames_decoded: unitsOf('baseline').length,
          last_frame_age: expect.any(Number),
          errors: 0,
          codec_name: 'h264',
          thread_type: 'NONE',
        },
      },
    });
    producer.socket.close();
    await producer.ended();
    expect(await get('/h264/stats')).toEqual({ active_streams: 0, streams: {} });
  });

  it('that dies in the middle of a picture leaves none that is broken, and finds its stream again', async () => {
    const units = unitsOf('baseline');
    const consumer = await connect('/ws/video/consume?id=rover');
    const first = await connect('/ws/video?id=rover');
    first.socket.send(Buffer.concat(units.slice(0, 3).map(({ data }) => data)));
    first.socket.send(units[3]!.data.subarray(0, units[3]!.data.length - 5));
    await consumer.until(() => consumer.messages.length === 3);
    first.socket.close();
    await first.ended();
    expect(station.hub.get('rover')?.links.video).toMatchObject({ state: 'connecting', failure: { cause: 'closed' } });
    const second = await connect('/ws/video?id=rover');
    second.socket.send(Buffer.concat(units.slice(3, 7).map(({ data }) => data)));
    await consumer.until(() => consumer.messages.length === 5);
    const sizes = [0, 1, 2, 5, 6].map((n) => units[n]!.data.length);
    expect(consumer.messages.map((message) => message.length)).toEqual(sizes);
  });

  it('that never sends a picture leaves nothing behind, whatever it sends', async () => {
    const producer = await connect('/ws/video');
    for (let n = 1; n < 50; n++) producer.socket.send(randomBytes(n * 100));
    await producer.settle();
    expect(station.hub.list()).toHaveLength(1);
    producer.socket.close();
    await producer.ended();
    expect(station.hub.list()).toEqual([]);
  });

  it('is refused an id that is in use, and told so', async () => {
    const first = await connect('/ws/video?id=rover');
    first.socket.send(clipOf('baseline'));
    await first.settle();
    const second = await connect('/ws/video?id=rover');
    second.socket.send(clipOf('baseline'));
    expect(await second.ended()).toEqual({ code: 1008, reason: 'stream id “rover” is in use' });
    expect(second.of('error')).toEqual([{ type: 'error', message: 'stream id “rover” is in use' }]);
    await first.settle();
    expect(await get('/h264/stats')).toMatchObject({ active_streams: 1 });
  });

  it('takes the place of one that is silent', async () => {
    await startWith({ silentMs: 0 });
    const first = await connect('/ws/video?id=rover');
    first.socket.send(unitsOf('baseline')[0]!.data);
    await first.settle();
    const second = await connect('/ws/video?id=rover');
    second.socket.send(clipOf('baseline'));
    await second.settle();
    expect(await first.ended()).toMatchObject({ code: 1008 });
    expect(await get('/h264/stats')).toMatchObject({ active_streams: 1, streams: { rover: {} } });
  });

  it('above the limit is refused', async () => {
    await startWith({ most: 2 });
    for (const id of ['a', 'b']) {
      const producer = await connect(`/ws/video?id=${id}`);
      producer.socket.send(clipOf('baseline'));
      await producer.settle();
    }
    const third = await connect('/ws/video?id=c');
    third.socket.send(clipOf('baseline'));
    expect(await third.ended()).toEqual({ code: 1013, reason: 'no more than 2 producers' });
  });

  it('of another codec is refused', async () => {
    const producer = await connect('/ws/video');
    producer.socket.send(writeVideoConfig({ format: 'vp9', source: 'phone' }));
    expect(await producer.ended()).toMatchObject({ code: 1003 });
    expect(station.hub.list()).toEqual([]);
  });

  it('of a message above 8 MiB is cut off', async () => {
    const producer = await connect('/ws/video');
    producer.socket.send(Buffer.alloc(9 * 1024 * 1024));
    expect(await producer.ended()).toMatchObject({ code: 1009 });
  });

  it('has its own stream beside seven others', async () => {
    const names = [
      'baseline',
      'main-cabac',
      'high-8x8',
      'four-slices',
      'b-frames',
      'delimiters',
      'baseline',
      'main-cabac',
    ];
    const producers = await Promise.all(names.map(() => connect('/ws/video')));
    for (const [n, { socket }] of producers.entries()) {
      socket.send(writeVideoConfig({ format: 'h264', source: `camera ${n}` }));
    }
    await Promise.all(producers.map((producer) => producer.settle()));
    const streams = station.hub.list().toSorted((a, b) => a.info.name.localeCompare(b.info.name));
    const consumers = await Promise.all(streams.map(({ info }) => connect(`/ws/video/consume?id=${info.id}`)));
    const cut = names.map((name, n) => pieces(clipOf(name), n + 1));
    for (let n = 0; cut.some((all) => n < all.length); n++) {
      for (const [i, all] of cut.entries()) if (all[n]) producers[i]!.socket.send(all[n]!);
    }
    for (const [i, consumer] of consumers.entries()) {
      const units = unitsOf(names[i]!);
      await consumer.until(() => consumer.messages.length === units.length);
      expect(consumer.messages.at(-1)!.equals(units.at(-1)!.data)).toBe(true);
    }
  });
});

describe('a consumer', () => {
  it('that comes late begins with the last key picture and its parameter sets', async () => {
    const units = unitsOf('baseline');
    const producer = await connect('/ws/video');
    producer.socket.send(Buffer.concat(units.slice(0, 8).map(({ data }) => data)));
    await producer.settle();
    const consumer = await connect('/ws/video/consume');
    await consumer.until(() => consumer.messages.length === 3);
    expect(readPrelude(consumer.messages[0]!).sps).toHaveLength(1);
    expect(consumer.messages.slice(1).map((m) => m.length)).toEqual([6, 7].map((n) => units[n]!.data.length));
  });

  it('is answered its ping, and goes on with the newest stream when its own has ended', async () => {
    await startWith({ lingerMs: 0 });
    const [key] = unitsOf('baseline');
    const [old, young] = [await connect('/ws/video?id=old'), await connect('/ws/video?id=young')];
    young.socket.send(key!.data);
    await young.settle();
    const consumer = await connect('/ws/video/consume');
    await consumer.settle();
    await consumer.until(() => consumer.messages.length === 1);
    old.socket.send(key!.data);
    await old.settle();
    young.socket.close();
    await consumer.until(() => consumer.messages.length === 2);
  });

  it('that reads nothing costs one that reads no picture', async () => {
    const stream = station.hub.add({ id: 's', name: 's', kind: 'push', video: '', telemetry: '' });
    const [idle, reader] = [await connect('/ws/video/consume?id=s'), await connect('/ws/video/consume?id=s')];
    idle.socket.pause();
    const data = new Uint8Array(100_000);
    for (let n = 0; n < 600; n++) {
      stream.publish({ data, codec: 'h264', key: n % 100 === 0, receiveUs: n });
      if (n % 20 === 19) await reader.until(() => reader.messages.length === n + 1);
    }
    expect(reader.messages).toHaveLength(600);
  });
});

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('a subscriber', () => {
  const unit = (n: number, key: boolean): AccessUnit => ({
    data: Uint8Array.of(0, 0, 0, 1, n),
    codec: 'h264',
    key,
    receiveUs: n,
  });
  const camera = (id: string) => station.hub.add({ id, name: id, kind: 'pi', video: 'h:1', telemetry: '' });

  it('gets the pictures of a stream that came by any protocol, from a key picture on', async () => {
    const stream = camera('pi://10.0.0.7:8000');
    for (const n of [0, 1, 2, 3]) stream.publish(unit(n, n % 2 === 0));
    const client = await connect('/ws/video');
    const at = { vehicleId: 'pi://10.0.0.7:8000', channel: 1 };
    client.socket.send(JSON.stringify({ type: 'subscribe', ...at }));
    await client.until(() => client.of('frame').length === 2);
    stream.publish(unit(4, true));
    await client.until(() => client.of('frame').length === 3);
    expect(JSON.parse(client.texts[0]!)).toEqual({ type: 'subscribed', ...at });
    const frame = { type: 'frame', ...at, size: 5, timestamp: expect.any(Number) };
    expect(client.of('frame')).toEqual([
      { ...frame, isIFrame: true, data: 'AAAAAQI=' },
      { ...frame, isIFrame: false, data: 'AAAAAQM=' },
      { ...frame, isIFrame: true, data: 'AAAAAQQ=' },
    ]);
    const { timestamp } = client.of('frame')[0]!;
    expect(Math.abs(Number(timestamp) - performance.timeOrigin)).toBeLessThan(60_000);
  });

  it('waits for 64 streams at most, and for another where it lets go of one', async () => {
    const client = await connect('/ws/video');
    const ask = (type: string, n: number) =>
      client.socket.send(JSON.stringify({ type, vehicleId: `vehicle-${n}`, channel: 1 }));
    const settled = (pongs: number) => {
      client.socket.send('{"type":"ping"}');
      return client.until(() => client.of('pong').length === pongs);
    };
    const refusals = () => client.of('error').filter(({ message }) => String(message).includes('no more than 64'));
    for (let n = 0; n <= 64; n++) ask('subscribe', n);
    await settled(1);
    expect(refusals()).toMatchObject([{ vehicleId: 'vehicle-64' }]);
    ask('unsubscribe', 7);
    ask('subscribe', 64);
    await settled(2);
    expect(refusals()).toHaveLength(1);
  });

  it('gets no more once it unsubscribes', async () => {
    const stream = camera('a');
    const client = await connect('/ws/video');
    client.socket.send('{"type":"subscribe","vehicleId":"a","channel":1}');
    await client.until(() => client.of('subscribed').length === 1);
    expect(await get('/api/stream/stats')).toEqual({ a_1: { subscribers: 1, lastFrame: null } });
    client.socket.send('{"type":"unsubscribe","vehicleId":"a","channel":1}');
    await client.until(() => client.of('unsubscribed').length === 1);
    stream.publish(unit(0, true));
    client.socket.send('{"type":"ping"}');
    await client.until(() => client.of('pong').length === 1);
    expect(client.of('frame')).toEqual([]);
    expect(await get('/api/stream/stats')).toEqual({ a_1: { subscribers: 0, lastFrame: expect.stringMatching(ISO) } });
  });

  it('is told what is wrong, and goes on', async () => {
    const stream = camera('a');
    const client = await connect('/ws/video');
    client.socket.send('hello');
    client.socket.send('{"type":"subscribe","vehicleId":"b","channel":1}');
    client.socket.send('{"type":"subscribe","vehicleId":"a","channel":2}');
    client.socket.send('{"type":"subscribe","vehicleId":"a"}');
    client.socket.send(Buffer.of(0, 0, 0, 1));
    await client.until(() => client.of('error').length === 4);
    expect(client.of('error')[1]).toMatchObject({ message: 'there is no H.264 stream of vehicle “b”, channel 1 yet' });
    station.hub.remove(stream.info.id);
    await client.until(() => client.of('error').length === 5);
    expect(client.of('error')[4]).toMatchObject({ message: 'the stream of vehicle “a”, channel 1 has ended' });
  });

  it('gets a stream whenever it comes, and again when it comes back', async () => {
    const client = await connect('/ws/video');
    client.socket.send('{"type":"ping"}');
    client.socket.send('{"type":"subscribe","vehicleId":"a"}');
    await client.until(() => client.of('error').length === 1);
    for (const round of [1, 2]) {
      camera('a').publish(unit(0, true));
      await client.until(() => client.of('frame').length === round);
      station.hub.remove('a');
      await client.until(() => client.of('error').length === round + 1);
    }
    expect(client.of('subscribed')).toHaveLength(2);
    client.socket.send('{"type":"unsubscribe","vehicleId":"a"}');
    await client.until(() => client.of('unsubscribed').length === 1);
    camera('a').publish(unit(0, true));
    client.socket.send('{"type":"ping"}');
    await client.until(() => client.of('pong').length === 2);
    expect(client.of('frame')).toHaveLength(2);
  });

  it('finds the channels of a vehicle', async () => {
    for (const channel of [1, 2]) {
      const id = `013912345678_${channel}`;
      const stream = addAccepted(station.hub, 'jt', { id, name: id, video: '', telemetry: '' });
      stream.setLink('video', { state: 'open', sinceUs: 0 });
      if (channel === 2) stream.publish(unit(0, true));
    }
    camera('not connected');
    const video = { type: 'video' };
    expect(await get('/api/vehicles/connected')).toEqual([
      {
        id: '013912345678',
        phone: '013912345678',
        channels: [1, 2].map((n) => ({ ...video, physicalChannel: n, logicalChannel: n })),
        activeStreams: [2],
      },
    ]);
    const client = await connect('/ws/video');
    client.socket.send('{"type":"subscribe","vehicleId":"013912345678","channel":2}');
    await client.until(() => client.of('frame').length === 1);
  });
});

describe('a subscriber of a vehicle with a number', () => {
  const unit: AccessUnit = { data: Uint8Array.of(0, 0, 0, 1, 9), codec: 'h264', key: true, receiveUs: 1 };
  const channel = (id = '013912345678_1') => {
    const stream = addAccepted(station.hub, 'jt', { id, name: id, video: '', telemetry: '' });
    stream.setLink('video', { state: 'open', sinceUs: 0 });
    return stream;
  };

  it.each(['013912345678', '13912345678', '00013912345678'])(
    'that it calls %s gets its frames by that name',
    async (asked) => {
      channel().publish(unit);
      const client = await connect('/ws/video');
      client.socket.send(JSON.stringify({ type: 'subscribe', vehicleId: asked, channel: 1 }));
      await client.until(() => client.of('frame').length === 1);
      expect(client.of('frame')).toEqual([
        {
          type: 'frame',
          vehicleId: asked,
          channel: 1,
          data: 'AAAAAQk=',
          size: 5,
          isIFrame: true,
          timestamp: expect.any(Number),
        },
      ]);
    },
  );

  it('gets them as events, too', async () => {
    channel().publish(unit);
    const events = await fetch(new URL('/api/stream/sse?vehicleId=13912345678', gateway.url));
    const reader = events.body?.getReader();
    let text = '';
    while (!text.includes('"frame"')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    await reader?.cancel();
    expect(text).toContain('"vehicleId":"13912345678","channel":1,');
  });

  it('is told why none come: the vehicle refused, or no decoding can begin', async () => {
    const stream = channel();
    const client = await connect('/ws/video');
    client.socket.send('{"type":"subscribe","vehicleId":"013912345678"}');
    await client.until(() => client.of('subscribed').length === 1);
    const failure = { cause: 'error', detail: 'refused 0x9101', everData: false } as const;
    stream.setLink('video', { state: 'failed', failure, retryAtUs: 1 });
    stream.setLink('video', { state: 'failed', failure, retryAtUs: 2 });
    await client.until(() => client.of('error').length === 1);
    expect(client.of('error')[0]).toMatchObject({ channel: 1, message: expect.stringContaining('refused 0x9101') });
    stream.setLink('video', { state: 'open', sinceUs: 0 });
    stream.waitFor('entry');
    await client.until(() => client.of('error').length === 2);
    expect(client.of('error')[1]).toMatchObject({ message: expect.stringContaining('no key picture') });
  });

  it('finds the viewer where the camera server had its page', async () => {
    const page = await fetch(new URL('/live-stream.html', gateway.url));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('http-equiv="refresh" content="0; url=/"');
  });
});

describe('somebody who may watch but not push', () => {
  it('is told so', () => {
    const sent: string[] = [];
    const closed: unknown[] = [];
    const socket = {
      readyState: 1,
      OPEN: 1,
      send: (text: string) => sent.push(text),
      close: (...why: unknown[]) => closed.push(why),
    } as unknown as WebSocket;
    const call = {
      access: { role: 'viewer', tokenId: 'a' },
      query: new URLSearchParams(),
      headers: {},
      params: {},
      remoteAddress: '10.0.0.9',
    } as const;
    const options = { socket, call, claims: new Claims(station.hub), log: station.log };
    acceptProducer(options, undefined).binary(clipOf('baseline'));
    expect(closed).toEqual([[1008, 'this needs the role publisher']]);
    expect(sent.map((text) => JSON.parse(text))).toEqual([{ type: 'error', message: 'this needs the role publisher' }]);
    expect(station.hub.list()).toEqual([]);
  });
});

describe('server-sent events', () => {
  async function* events(path: string, signal: AbortSignal) {
    const response = await fetch(new URL(path, gateway.url), { signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let rest = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      const all = (rest + piece).split('\n\n');
      rest = all.pop()!;
      for (const event of all) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6));
    }
  }

  it('are the frame messages of a vehicle, behind a greeting', async () => {
    const [a, b] = ['a', 'b'].map((id) => station.hub.add({ id, name: id, kind: 'pi', video: '', telemetry: '' }));
    for (const stream of [a, b])
      stream!.publish({ data: Uint8Array.of(1, 2, 3), codec: 'h264', key: true, receiveUs: 0 });
    const abort = new AbortController();
    const stream = events('/api/stream/sse?vehicleId=b', abort.signal);
    expect((await stream.next()).value).toEqual({ type: 'connected' });
    const { value } = await stream.next();
    expect(value).toMatchObject({ type: 'frame', vehicleId: 'b', channel: 1, data: 'AQID', size: 3, isIFrame: true });
    expect(await get('/api/stream/stats')).toMatchObject({ a_1: { subscribers: 0 }, b_1: { subscribers: 1 } });
    abort.abort();
    await expect(stream.next()).rejects.toThrow();
  });

  it('are of every stream, those to come as well, where no vehicle is named', async () => {
    const abort = new AbortController();
    const stream = events('/api/stream/sse', abort.signal);
    await stream.next();
    for (const id of ['a', 'b']) {
      const added = station.hub.add({ id, name: id, kind: 'push', video: '', telemetry: '' });
      added.publish({ data: Uint8Array.of(1), codec: 'h264', key: true, receiveUs: 0 });
      expect((await stream.next()).value).toMatchObject({ type: 'frame', vehicleId: id });
    }
    abort.abort();
    await expect(stream.next()).rejects.toThrow();
  });

  it('are refused for a channel that cannot be', async () => {
    expect((await fetch(new URL('/api/stream/sse?vehicleId=a&channel=x', gateway.url))).status).toBe(400);
  });
});
