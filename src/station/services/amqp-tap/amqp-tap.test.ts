import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type AsyncMessage, Connection, type Consumer } from 'rabbitmq-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import { type RabbitMq, startRabbitMq } from '../../amqp/fixtures/rabbitmq';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { Station } from '../../station';
import { numberedJpegs, numberedUnits, numberIn } from '../../transcode/fixtures/numbered';
import { H264Pool } from '../../transcode/h264-pool';
import { AmqpTap, type AmqpTapOptions } from './amqp-tap';
import { DEFAULT_TAP_SETTINGS } from './tap-settings';

const units = numberedUnits(90, 10);
let rabbit: RabbitMq;
let folder: string;
const closing: (() => Promise<unknown> | undefined)[] = [];
beforeAll(async () => {
  rabbit = await startRabbitMq();
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-tap-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await rabbit?.close();
  await rm(folder, { recursive: true, force: true });
});

function until(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion);
}

/** A station with a tap; one stream is there. */
function scene(options: Partial<AmqpTapOptions> = {}, info: { name?: string; kind?: 'push' | 'jpeg' } = {}) {
  const station = new Station({ log: createLog('error', () => undefined), version: '1' });
  const { hub, log, jpegs } = station;
  const stream = hub.add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '', ...info });
  const tap = new AmqpTap({ hub, log, jpegs, h264: new H264Pool({ log }), url: parseAmqpUrl(rabbit.url)!, ...options });
  closing.push(
    () => station.close(),
    () => tap.close(),
  );
  return { station, stream, tap };
}

/** What a program that listens at an exchange gets. */
async function listen(exchange: string) {
  const connection = new Connection({ url: rabbit.url, retryLow: 100, retryHigh: 500 });
  connection.on('error', () => undefined);
  const messages: AsyncMessage[] = [];
  const open = () =>
    new Promise<Consumer>((resolve) => {
      const consumer = connection.createConsumer(
        {
          noAck: true,
          queueOptions: { exclusive: true, autoDelete: true },
          exchanges: [{ exchange, type: 'fanout', durable: true }],
          queueBindings: [{ exchange }],
        },
        (message) => void messages.push(message),
      );
      consumer.on('error', () => undefined);
      consumer.once('ready', () => resolve(consumer));
    });
  const consumer = await open();
  closing.push(async () => {
    await consumer.close();
    await connection.close();
  });
  return { messages, ready: () => new Promise((resolve) => consumer.once('ready', resolve)) };
}

/** Publishes the clip's pictures, one each 20 ms, again and again. */
function play(stream: Stream): () => void {
  let next = 0;
  const timer = setInterval(() => {
    const unit = units[next++ % units.length];
    if (unit) stream.publish({ ...unit, receiveUs: nowUs() });
  }, 20);
  closing.push(async () => clearInterval(timer));
  return () => clearInterval(timer);
}

const every = { ...DEFAULT_TAP_SETTINGS, frames: 120 };

describe('frames in RabbitMQ', () => {
  it('are JPEGs of the pictures that went in, with the headers of the original', async () => {
    const { messages } = await listen('video_frames_exchange');
    // One at a time, so that none comes too soon for its rate.
    const { stream, tap } = scene({ usual: { ...every, frames: 1e6 } });
    await until(() => expect(tap.state.state).toBe('open'));
    for (const [number, unit] of units.slice(0, 12).entries()) {
      stream.publish({ ...unit, receiveUs: nowUs() });
      await until(() => expect(messages).toHaveLength(number + 1));
    }
    expect(messages.map(({ body }) => numberIn(body))).toEqual(messages.map((_, number) => number));
    const { contentType, headers, body } = messages[0]!;
    expect(contentType).toBe('application/octet-stream');
    expect(headers).toEqual({
      timestamp_ns: expect.stringMatching(/^\d{19}$/),
      server_received: expect.stringMatching(/^\d{19}$/),
      ntp_time: expect.stringMatching(/^\d{10}\.\d{6}$/),
      ntp_offset: '0.0',
      width: '640',
      height: '480',
    });
    expect(readJpeg(body)).toMatchObject({ ok: true, value: { width: 640, height: 480 } });
    const ageMs = Date.now() - Number(BigInt(String(headers?.timestamp_ns)) / 1_000_000n);
    expect(ageMs).toBeGreaterThanOrEqual(0);
    expect(ageMs).toBeLessThan(60_000);
  });

  it('come as often and as large as asked for, and of a JPEG stream as they are', async () => {
    const { messages } = await listen('video_frames_exchange');
    const { stream, tap } = scene({});
    tap.start('cam', { ...every, width: 160, height: 160 });
    play(stream);
    await until(() => expect(messages[0]?.headers).toMatchObject({ width: '160', height: '120' }));

    const jpegs = numberedJpegs(3);
    const other = scene({ usual: every }, { kind: 'jpeg' });
    for (const data of jpegs) {
      other.stream.publish({ data, key: true, codec: 'jpeg', receiveUs: nowUs() });
      await until(() => expect(messages.some(({ body }) => Buffer.from(data).equals(body))).toBe(true));
    }
    expect(other.station.jpegs.size).toBe(0);
  });

  it('are decoded for nobody once the last taker has gone, and counted as decoded while they are', async () => {
    const { stream, tap, station } = scene({ usual: every });
    expect(station.jpegs.decoded(stream)).toBeUndefined();
    play(stream);
    await until(() => expect(station.jpegs.decoded(stream)).toBeGreaterThan(5));
    expect(station.jpegs.size).toBe(1);
    expect(tap.stop('cam')).toBe(true);
    expect(station.jpegs.size).toBe(0);
    expect(stream.wanted).toBe(false);
    expect(tap.stop('cam')).toBe(false);
  });

  it('are counted as decoded though most of them are not published', async () => {
    const { stream, tap, station } = scene({ usual: { ...every, frames: 1 } });
    await until(() => expect(tap.state.state).toBe('open'));
    play(stream);
    await until(() => {
      const { confirmed } = tap.reports[0]!.frames;
      expect(confirmed).toBeGreaterThan(1);
      expect(station.jpegs.decoded(stream)).toBeGreaterThan(3 * confirmed);
    });
    expect(station.jpegs.decoded(stream)).toBeLessThanOrEqual(stream.statistics().pictures);
  });

  it('leave out what names itself a simulation, unless asked for, and streams that are not meant', () => {
    const isTapped = (options: Partial<AmqpTapOptions>, name: string) =>
      scene({ usual: every, ...options }, { name }).tap.reports.length > 0;
    expect(isTapped({}, 'simulator')).toBe(false);
    expect(isTapped({}, 'Simulation')).toBe(false);
    expect(isTapped({ simulations: true }, 'simulator')).toBe(true);
    expect(isTapped({ streams: ['mast'] }, 'bow')).toBe(false);
    expect(isTapped({ streams: ['mast'] }, 'mast')).toBe(true);
  });

  it('are kept as files where asked for', async () => {
    const { stream } = scene({ usual: every, saveFolder: folder });
    play(stream);
    const files = path.join(folder, 'cam');
    await until(async () => expect((await readdir(files)).length).toBeGreaterThan(5));
    expect((await readdir(files))[0]).toBe('frame-0000.jpg');
    expect(numberIn(await readFile(path.join(files, 'frame-0000.jpg')))).toBeTypeOf('number');
  });

  it('survive a broker that is killed: the newest are kept, the rest counted, and all goes on by itself', async () => {
    const listener = await listen('video_frames_exchange');
    const { stream, tap } = scene({ usual: every });
    play(stream);
    const report = () => tap.reports[0]!.frames;
    await until(() => expect(report().confirmed).toBeGreaterThan(3));
    await rabbit.kill();
    await until(() => expect(tap.state).toMatchObject({ state: 'failed' }));
    await until(() => expect(report().dropped).toBeGreaterThan(5));
    expect(report().waiting).toBeLessThanOrEqual(128);
    const { confirmed } = report();
    const again = listener.ready();
    await rabbit.start();
    await again;
    const { length } = listener.messages;
    await until(() => expect(report().confirmed).toBeGreaterThan(confirmed + 150));
    await until(() => expect(listener.messages.length).toBeGreaterThan(length));
    expect(numberIn(listener.messages.at(-1)?.body)).toBeTypeOf('number');
  });
});

describe('H.264 in RabbitMQ', () => {
  it('is what went in, from a key picture on, with the headers of the original', async () => {
    const { messages } = await listen('video_stream_exchange');
    const { stream, tap } = scene({ usual: { ...DEFAULT_TAP_SETTINGS, frames: 0, h264: true } });
    await until(() => expect(tap.state.state).toBe('open'));
    for (const unit of units) stream.publish({ ...unit, receiveUs: nowUs() });
    await until(() => expect(messages.length).toBeGreaterThanOrEqual(32));
    const first = units[0]!;
    expect(Buffer.from(first.data).equals(messages[0]!.body)).toBe(true);
    expect(messages[0]).toMatchObject({
      contentType: 'video/h264',
      headers: {
        width: '640',
        height: '480',
        websocket_id: 'cam',
        stream_type: 'h264',
        chunk_size: String(first.data.length),
      },
    });
    await until(() => expect(tap.reports[0]?.h264.confirmed).toBe(messages.length));
  });

  it('begins again at a key picture when the broker is back', async () => {
    const listener = await listen('video_stream_exchange');
    const { stream, tap } = scene({ usual: { ...DEFAULT_TAP_SETTINGS, frames: 0, h264: true } });
    play(stream);
    await until(() => expect(listener.messages.length).toBeGreaterThan(3));
    await rabbit.kill();
    await until(() => expect(tap.state).toMatchObject({ state: 'failed' }));
    const { length } = listener.messages;
    await rabbit.start();
    await until(() => expect(tap.state).toMatchObject({ state: 'open' }));
    await until(() => expect(listener.messages.length).toBeGreaterThan(length + 10));
  });
});
