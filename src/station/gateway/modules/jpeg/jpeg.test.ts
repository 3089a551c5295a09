import { once } from 'node:events';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import { readBinaryFrame, writeBinaryFrame } from '#core/protocols/jpeg-stream/binary-frame';
import { infoSchema, type JpegStreamInfo, listSchema } from '#core/protocols/jpeg-stream/info';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { Station } from '../../../station';
import { numberedJpegs, numberedUnits, numberIn } from '../../../transcode/fixtures/numbered';
import { type Gateway, startGateway } from '../../gateway';
import { jpegModule } from '.';

const FRAMES = 60;
let jpegs: Uint8Array[];
let units: ReturnType<typeof numberedUnits>;
beforeAll(() => {
  jpegs = numberedJpegs(FRAMES);
  units = numberedUnits(FRAMES, 15);
});

let station: Station;
let gateway: Gateway;
const clients: Client[] = [];
const players: (() => void)[] = [];
beforeEach(async () => {
  station = new Station({ log: createLog('error', () => undefined), version: '0' });
  const listen = { address: '127.0.0.1', port: 0 };
  gateway = await startGateway({ station, listen, viewerRoot: '/nowhere', modules: [jpegModule] });
});
afterEach(async () => {
  for (const stop of players.splice(0)) stop();
  for (const { socket } of clients.splice(0)) socket.terminate();
  await gateway.close();
  await station.close();
});

interface Frame {
  readonly stream_id: string;
  readonly timestamp: number;
  readonly frame: string;
  readonly frame_number: number;
  readonly quality: string;
}

/** A plain client that keeps what it got. */
class Client {
  readonly socket: WebSocket;
  readonly binary: Buffer[] = [];
  readonly messages: { type: string; data: unknown; message?: string }[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(path: string) {
    this.socket = new WebSocket(new URL(path, gateway.url.replace('http', 'ws')));
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binary.push(data);
      else this.messages.push(JSON.parse(data.toString()));
    });
    this.closed = once(this.socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
    clients.push(this);
  }

  static async open(path: string): Promise<Client> {
    const client = new Client(path);
    await once(client.socket, 'open');
    return client;
  }

  send(type: string, data: object = {}): void {
    this.socket.send(JSON.stringify({ type, data }));
  }

  of<T>(type: string): T[] {
    return this.messages.filter((message) => message.type === type).map(({ data }) => data as T);
  }

  get errors(): (string | undefined)[] {
    return this.messages.filter(({ type }) => type === 'error').map(({ message }) => message);
  }

  /** Waits for so many messages of a type. */
  async until<T>(type: string, count = 1): Promise<T[]> {
    await vi.waitUntil(() => this.of(type).length >= count);
    return this.of<T>(type);
  }
}

const bytesOf = ({ frame }: Frame) => Buffer.from(frame, 'base64');
const rest = (path: string, method = 'GET', body?: unknown) =>
  fetch(new URL(path, gateway.url), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });

/** A stream of numbered H.264 pictures, 25 a second. */
function h264Stream(id = 'cam'): Stream {
  const stream = station.hub.add({ id, name: id, kind: 'pi', video: '', telemetry: '' });
  stream.setLink('video', { state: 'open', sinceUs: nowUs() });
  let next = 0;
  const timer = setInterval(() => {
    const unit = units[next++ % FRAMES];
    if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
  }, 40);
  players.push(() => clearInterval(timer));
  return stream;
}

/** A producer of numbered JPEGs, started; `play` sends 25 a second. */
async function producer(id: string, quality = 'medium') {
  const client = await Client.open(`/ws/stream/${id}`);
  client.send('start_stream', { quality });
  await client.until('stream_info');
  let next = 0;
  const play = () => {
    const timer = setInterval(() => client.socket.send(jpegs[next++ % FRAMES] ?? ''), 40);
    players.push(() => clearInterval(timer));
  };
  return { client, play };
}

describe('/api/streams', () => {
  it('lists every stream of the station', async () => {
    expect(await (await rest('/api/streams')).json()).toEqual({ streams: [], total: 0 });
    h264Stream('pi://10.0.0.7:8000?telemetry=8001');
    const { streams, total } = listSchema.parse(await (await rest('/api/streams')).json());
    expect(total).toBe(1);
    const info: Partial<JpegStreamInfo> = {
      stream_id: 'pi://10.0.0.7:8000?telemetry=8001',
      quality: 'medium',
      viewer_count: 0,
      settings: { width: 640, height: 480, fps: 24, jpeg_quality: 70 },
    };
    expect(streams[0]).toMatchObject(info);
    const one = await rest(`/api/streams/${encodeURIComponent('pi://10.0.0.7:8000?telemetry=8001')}`);
    expect(infoSchema.parse(await one.json())).toMatchObject(info);
  });

  it('makes a stream of another quality, and ends it', async () => {
    h264Stream();
    const created = await rest('/api/streams', 'POST', { camera_index: 0, quality: 'low' });
    expect(created.status).toBe(201);
    const { message, ...info } = (await created.json()) as { message: string };
    expect(message).toBeTruthy();
    const { stream_id, settings } = infoSchema.parse(info);
    expect(settings).toEqual({ width: 320, height: 240, fps: 15, jpeg_quality: 50 });
    const gone = await rest(`/api/streams/${stream_id}`, 'DELETE');
    expect([gone.status, Object.keys((await gone.json()) as object)]).toEqual([200, ['message']]);
    expect((await rest(`/api/streams/${stream_id}`)).status).toBe(404);
  });

  it('answers as documented what cannot be done', async () => {
    for (const method of ['GET', 'DELETE']) {
      const missing = await rest('/api/streams/none', method);
      expect([missing.status, await missing.json()]).toEqual([404, { error: 'Stream not found' }]);
    }
    for (const body of [
      { camera_index: 0, quality: 'low' },
      { camera_index: 0, quality: 'best' },
      { camera_index: 'x' },
    ]) {
      const bad = await rest('/api/streams', 'POST', body);
      expect([bad.status, await bad.json()]).toEqual([400, expect.objectContaining({ error: expect.any(String) })]);
    }
    h264Stream();
    expect((await rest('/api/streams/cam', 'DELETE')).status).toBe(403);
  });

  it('takes a hundred requests a minute', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 102; i++) statuses.push((await rest('/api/streams')).status);
    expect(statuses.slice(0, 100).every((status) => status === 200)).toBe(true);
    expect(statuses.slice(100)).toEqual([429, 429]);
  });
});

describe('/ws/viewer/{id}', () => {
  it('closes with 1000 “Stream not found” for an unknown id', async () => {
    const client = new Client('/ws/viewer/none');
    expect(await client.closed).toEqual({ code: 1000, reason: 'Stream not found' });
  });

  it('sends stream_info, then an H.264 stream’s pictures as JPEG, in order', async () => {
    h264Stream();
    const client = await Client.open('/ws/viewer/cam');
    const frames = await client.until<Frame>('frame', 5);
    expect(infoSchema.parse(client.messages[0]?.data)).toMatchObject({ stream_id: 'cam', viewer_count: 1 });
    expect(frames.map(({ frame_number }) => frame_number).slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(frames[0]).toMatchObject({ stream_id: 'cam', quality: 'medium' });
    expect(Math.abs((frames[0]?.timestamp ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    const numbers = frames.slice(0, 5).map((frame) => numberIn(bytesOf(frame)) ?? Number.NaN);
    // The clip is played in a ring, and the viewer may come in anywhere.
    const steps = numbers.slice(1).map((number, at) => (number - (numbers[at] ?? 0) + FRAMES) % FRAMES);
    expect(steps.every((step) => step > 0 && step < FRAMES / 2)).toBe(true);
  });

  it('sends the quality that is asked for, binary where that is asked for', async () => {
    h264Stream();
    const client = await Client.open('/ws/viewer/cam?quality=low&binary=1');
    await vi.waitUntil(() => client.binary.length > 1);
    const frame = readBinaryFrame(client.binary[0] ?? new Uint8Array());
    expect(frame).toMatchObject({ quality: 'low', frameNumber: 1 });
    expect(readJpeg(frame?.jpeg ?? new Uint8Array())).toMatchObject({ ok: true, value: { width: 320, height: 240 } });
    expect(numberIn(frame?.jpeg ?? new Uint8Array(), 320)).toBeDefined();
  });

  it('stops fetching the stream with its last viewer', async () => {
    const stream = h264Stream();
    const client = await Client.open('/ws/viewer/cam');
    await client.until('frame');
    expect(stream.wanted).toBe(true);
    client.socket.close();
    await vi.waitUntil(() => !stream.wanted);
  });

  it('closes when the stream ends', async () => {
    h264Stream();
    const client = await Client.open('/ws/viewer/cam');
    await client.until('frame');
    station.hub.remove('cam');
    expect(await client.closed).toEqual({ code: 1000, reason: 'Stream ended' });
  });

  it('gives a viewer that is behind a lower quality, and tells it', async () => {
    h264Stream();
    const slow = await Client.open('/ws/viewer/cam');
    const live = await Client.open('/ws/viewer/cam');
    await Promise.all([slow.until('frame'), live.until('frame')]);
    slow.socket.pause();
    await live.until('frame', live.of('frame').length + 70);
    slow.socket.resume();
    const infos = await slow.until<JpegStreamInfo>('stream_info', 2);
    expect(infos[1]).toMatchObject({ quality: 'low', settings: { width: 320, height: 240 } });
    await vi.waitUntil(() => slow.of<Frame>('frame').at(-1)?.quality === 'low');
    expect(live.of<Frame>('frame').at(-1)?.quality).toBe('medium');
  });

  it('holds next to nothing for a viewer that stops reading, and nobody else notices', async () => {
    const { play } = await producer('fast');
    play();
    const stuck = await Client.open('/ws/viewer/fast');
    const live = await Client.open('/ws/viewer/fast');
    await stuck.until('frame');
    stuck.socket.pause();
    const before = live.of('frame').length;
    const got = stuck.of('frame').length;
    await live.until('frame', before + 40);
    // It reads again, and gets what was on its way: no backlog of what it missed.
    stuck.socket.resume();
    const reached = live.of<Frame>('frame').length;
    await live.until('frame', reached + 10);
    expect(stuck.of('frame').length - got).toBeLessThan(35);
    expect(stuck.of('frame').length).toBeGreaterThan(got);
  });
});

describe('/ws/stream/{id}', () => {
  it('takes a producer’s pictures, base64 and binary in each form, and passes them on as they are', async () => {
    const { client } = await producer('phone', 'high');
    expect(client.of<JpegStreamInfo>('stream_info')[0]).toMatchObject({ stream_id: 'phone', quality: 'high' });
    const viewer = await Client.open('/ws/viewer/phone');
    await viewer.until('stream_info');
    // Of the last one alone: a producer's time that is ten seconds old is not believed.
    let at: number | undefined;
    const sends: ((jpeg: Buffer) => void)[] = [
      (jpeg) => client.send('frame_data', { frame: jpeg.toString('base64') }),
      (jpeg) => client.send('frame_data', { frame: `data:image/jpeg;base64,${jpeg.toString('base64')}` }),
      (jpeg) => client.socket.send(jpeg),
      (jpeg) => {
        at ??= Date.now() / 1000 - 0.5;
        client.socket.send(writeBinaryFrame({ timestamp: at, frameNumber: 9, quality: 'high' }, jpeg));
      },
    ];
    for (const [number, send] of sends.entries()) {
      const jpeg = Buffer.from(jpegs[number] ?? []);
      const last = () => viewer.of<Frame>('frame').at(-1);
      const arrived = () => last()?.frame === jpeg.toString('base64');
      // Again and again: those that come too soon for 30 a second are left out.
      while (!arrived()) {
        send(jpeg);
        await vi.waitUntil(arrived, { timeout: 100 }).catch(() => undefined);
      }
      expect(numberIn(jpeg)).toBe(number);
      expect(last()?.quality).toBe('high');
    }
    expect(viewer.of<Frame>('frame').at(-1)?.timestamp).toBeCloseTo(at ?? 0, 1);
  });

  it('joins a stream and leaves it', async () => {
    const { play } = await producer('a');
    play();
    const client = await Client.open('/ws/stream/a');
    client.send('join_stream');
    const frames = await client.until<Frame>('frame_data', 3);
    expect(client.of<JpegStreamInfo>('stream_info')[0]).toMatchObject({ stream_id: 'a', viewer_count: 1 });
    expect(frames[0]?.stream_id).toBe('a');
    client.send('leave_stream');
    client.send('stream_info');
    await vi.waitUntil(() => client.of<JpegStreamInfo>('stream_info').at(-1)?.viewer_count === 0);
  });

  it('ends its stream with stop_stream, with its connection, and by DELETE', async () => {
    const { client } = await producer('b');
    const watcher = await Client.open('/ws/stream/b');
    watcher.send('join_stream');
    await watcher.until('stream_info');
    client.send('stop_stream');
    await watcher.until('stop_stream');
    expect(station.hub.get('b')).toBeUndefined();
    client.send('start_stream');
    await vi.waitUntil(() => station.hub.get('b'));
    client.socket.close();
    await vi.waitUntil(() => !station.hub.get('b'));
    const second = await producer('b');
    expect((await rest('/api/streams/b', 'DELETE')).status).toBe(200);
    await second.client.until('stop_stream');
    expect(station.hub.get('b')).toBeUndefined();
  });

  it('drops and counts what is no picture, says why, and goes on', async () => {
    const { client } = await producer('noisy');
    const good = Buffer.from(jpegs[0] ?? []);
    const huge = Buffer.from(good);
    const sof = huge.indexOf('ffc0', 'hex');
    huge.writeUInt32BE(0xffff_ffff, sof + 5);
    const bad = [good.subarray(0, 100), Buffer.from('ff00', 'hex'), huge, Buffer.alloc(50, 7)];
    for (const each of bad) client.socket.send(each);
    client.send('frame_data', { frame: 'bm90IGEgcGljdHVyZQ==' });
    client.socket.send('{"type":"dance"}');
    client.socket.send(good);
    const stream = station.hub.get('noisy');
    await vi.waitUntil(() => stream?.statistics().pictures === 1);
    expect(stream?.statistics().faults).toBe(bad.length + 1);
    expect(stream?.format).toBe('JPEG 640x480');
    await vi.waitFor(() => {
      for (const fault of ['truncated', 'not-jpeg', 'bad-size']) expect(client.errors.join()).toContain(fault);
    });
  });

  it.each(['a/b', 'ä b', 'x'.repeat(65)])('refuses the id “%s”', async (id) => {
    const client = await Client.open(`/ws/stream/${encodeURIComponent(id)}`);
    client.send('start_stream');
    await vi.waitUntil(() => client.errors.length === 1);
    expect(station.hub.list()).toEqual([]);
  });

  it('refuses a second producer, frames before a start, and unknown streams', async () => {
    await producer('taken');
    const other = await Client.open('/ws/stream/taken');
    other.send('start_stream');
    other.send('frame_data', { frame: '/9j/' });
    other.send('join_stream', { stream_id: 'none' });
    await vi.waitUntil(() => other.errors.length === 3);
    expect(other.errors[0]).toContain('in use');
    expect(other.errors[1]).toContain('start_stream');
    expect(other.errors[2]).toBe('Stream not found');
  });
});
