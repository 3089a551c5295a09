import { randomBytes } from 'node:crypto';
import { Connection } from 'rabbitmq-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANNOUNCE_EXCHANGE } from '#contracts/broker';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import type { Telemetry } from '#core/telemetry/telemetry';
import { type RabbitMq, startRabbitMq } from '../../amqp/fixtures/rabbitmq';
import { nowUs } from '../../clock';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { Broker } from './broker';

let rabbit: RabbitMq;
let opened: Broker[] = [];
beforeAll(async () => {
  rabbit = await startRabbitMq();
});
afterEach(async () => {
  await Promise.all(opened.map((broker) => broker.close()));
  opened = [];
});
afterAll(() => rabbit?.close());

function until(assertion: () => void): Promise<void> {
  return vi.waitFor(assertion);
}

/** A station at the broker. */
function station(name: string, url = rabbit.url) {
  const hub = new Hub();
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const broker = new Broker({ hub, log, url: parseAmqpUrl(url)!, name, lingerMs: 0 });
  opened.push(broker);
  return { hub, broker, lines };
}
type TestStation = ReturnType<typeof station>;

function addStream({ hub }: TestStation, id = 'rover'): Stream {
  const stream = hub.add({ id, name: `Stream ${id}`, kind: 'push', video: 'here:1', telemetry: 'here:2' });
  stream.setLink('video', { state: 'open', sinceUs: nowUs() });
  stream.setLink('video', { state: 'open', sinceUs: nowUs(), lastDataUs: nowUs() });
  return stream;
}

/** A picture that holds its number. */
function picture(number: number, key: boolean, bytes = 1000): AccessUnit {
  const data = new Uint8Array(bytes);
  new DataView(data.buffer).setUint32(0, number);
  return { data, codec: 'h264', key, receiveUs: nowUs(), captureUs: nowUs() - 5000 };
}

/** Watches a stream; what came is by number. */
function watch(stream: Stream) {
  const pictures: AccessUnit[] = [];
  const telemetry: Telemetry[] = [];
  const leave = stream.subscribe({
    picture: (unit) => pictures.push(unit),
    telemetry: (values) => telemetry.push(values),
  });
  const numbers = () => pictures.map(({ data }) => new DataView(data.buffer, data.byteOffset).getUint32(0));
  return { pictures, telemetry, numbers, leave };
}

async function remote(at: TestStation, id: string): Promise<Stream> {
  await until(() => expect(at.hub.get(id)).toBeDefined());
  return at.hub.get(id)!;
}

describe('two stations at a broker', () => {
  it('show each other’s streams under an id that tells the origin, and never their own again', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    addStream(bridge, 'pi://10.0.0.7:8000');
    addStream(boat, 'front');
    const shown = await remote(boat, 'station://bridge/pi://10.0.0.7:8000');
    await remote(bridge, 'station://boat/front');
    expect(shown.info).toMatchObject({
      name: 'Stream pi://10.0.0.7:8000',
      kind: 'push',
      origin: 'bridge',
      video: 'bridge: here:1',
    });
    // A round of announcements later, there are no echoes.
    const third = station('third');
    await until(() => expect(third.hub.list()).toHaveLength(2));
    expect(bridge.hub.list()).toHaveLength(2);
    expect(boat.hub.list()).toHaveLength(2);
    expect(boat.broker.stations.map(({ name }) => name).sort()).toEqual(['bridge', 'third']);
  });

  it('tell each other whose capture times no latency may be counted from', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const about = { kind: 'jt1078', video: '', telemetry: '' } as const;
    bridge.hub.add({ id: 'dashcam', name: 'dashcam', captureIsRelative: true, ...about });
    bridge.hub.add({ id: 'other', name: 'other', ...about });
    expect((await remote(boat, 'station://bridge/dashcam')).info.captureIsRelative).toBe(true);
    expect((await remote(boat, 'station://bridge/other')).info).not.toHaveProperty('captureIsRelative');
  });

  it('tell each other of channels, but a vehicle’s reports travel only while somebody watches', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const can = { hasChannels: true, reportsUnwatched: true } as const;
    bridge.hub.add({ id: '13912345678_2', name: 'dashcam', kind: 'jt1078', can, video: '', telemetry: '' });
    expect((await remote(boat, 'station://bridge/13912345678_2')).info.can).toEqual({ hasChannels: true });
  });

  it('fetch pictures, telemetry and state while somebody watches, and only then', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const stream = addStream(bridge);
    const shown = await remote(boat, 'station://bridge/rover');
    stream.publish(picture(0, true));
    stream.publish(picture(1, false));
    stream.publishTelemetry({ rollDeg: 3 });
    expect(stream.wanted).toBe(false);
    expect(shown.links.video?.state).toBe('stopped');

    const viewer = watch(shown);
    await until(() => expect(viewer.numbers()).toEqual([0, 1]));
    stream.publish(picture(2, false));
    await until(() => expect(viewer.numbers()).toEqual([0, 1, 2]));
    await until(() => expect(viewer.telemetry).toEqual([{ rollDeg: 3 }]));
    expect(shown.links.video).toMatchObject({ state: 'open' });
    expect(viewer.pictures[2]?.data.length).toBe(1000);

    stream.setLink('video', {
      state: 'failed',
      failure: { cause: 'refused', detail: 'ECONNREFUSED', everData: true },
      retryAtUs: nowUs() + 1e6,
    });
    await until(() =>
      expect(shown.links.video).toMatchObject({ state: 'failed', failure: { detail: 'ECONNREFUSED' } }),
    );

    viewer.leave();
    await until(() => expect(stream.wanted).toBe(false));
    await until(() => expect(shown.links.video?.state).toBe('stopped'));
  });

  it('carry sound beside the pictures', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const stream = addStream(bridge);
    const shown = await remote(boat, 'station://bridge/rover');
    const heard: AudioChunk[] = [];
    const leave = shown.subscribe({ audio: (chunk) => heard.push(chunk) });
    await until(() => expect(stream.wanted).toBe(true));
    const format = { codec: 'aac', sampleRateHz: 48_000, channels: 2, description: Buffer.of(0x11, 0x90) } as const;
    stream.publishAudio({ ...format, data: Buffer.of(1, 2, 3), receiveUs: nowUs(), captureUs: nowUs() });
    await until(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toEqual({
      ...format,
      data: Buffer.of(1, 2, 3),
      receiveUs: expect.any(Number),
      captureUs: expect.any(Number),
    });
    leave();
  });

  it('relate the time of capture to their own clock', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const stream = addStream(bridge);
    const viewer = watch(await remote(boat, 'station://bridge/rover'));
    await until(() => expect(stream.wanted).toBe(true));
    const sent = picture(0, true);
    stream.publish(sent);
    await until(() => expect(viewer.pictures).toHaveLength(1));
    // Both are in one process here, and have one clock: what is found is off by half a round trip at most.
    const { captureUs = 0, receiveUs } = viewer.pictures[0]!;
    expect(Math.abs(captureUs - sent.captureUs!)).toBeLessThan(500_000);
    expect(captureUs).toBeLessThan(receiveUs);
  });

  it('give one who joins late the group since the last key picture, and nobody a picture twice', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const shore = station('shore');
    const stream = addStream(bridge);
    const first = watch(await remote(boat, 'station://bridge/rover'));
    await until(() => expect(stream.wanted).toBe(true));
    for (let n = 0; n < 5; n++) stream.publish(picture(n, n % 3 === 0));
    await until(() => expect(first.numbers()).toEqual([0, 1, 2, 3, 4]));
    const second = watch(await remote(shore, 'station://bridge/rover'));
    await until(() => expect(second.numbers()).toEqual([3, 4]));
    for (let n = 5; n < 9; n++) stream.publish(picture(n, n % 3 === 0));
    await until(() => expect(second.numbers()).toEqual([3, 4, 5, 6, 7, 8]));
    await until(() => expect(first.numbers()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it('tell of renamed and removed streams, and of a station that says good-bye', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    addStream(bridge, 'a');
    addStream(bridge, 'b');
    await remote(boat, 'station://bridge/b');
    bridge.hub.rename('a', 'Mast');
    bridge.hub.remove('b');
    await until(() => expect(boat.hub.list().map(({ info }) => info.name)).toEqual(['Mast']));
    await bridge.broker.close();
    await until(() => expect(boat.hub.list()).toEqual([]));
  });

  it('lose a backlog from its front, and go on at a key picture', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const stream = addStream(bridge);
    const viewer = watch(await remote(boat, 'station://bridge/rover'));
    await until(() => expect(stream.wanted).toBe(true));
    // Far more at once than socket and queues are to hold.
    const count = 900;
    for (let n = 0; n <= count; n++) stream.publish(picture(n, n % 30 === 0, 100_000));
    await until(() => expect(viewer.numbers()).toContain(count));
    const numbers = viewer.numbers();
    expect(numbers.length).toBeLessThan(count);
    for (const [at, number] of numbers.entries()) {
      if (number !== 0 && numbers[at - 1] !== number - 1) expect(number % 30).toBe(0);
    }
    const { overtaken, waitingForKey, overflow } = stream.deliveryDrops;
    expect(overtaken + waitingForKey + overflow).toBeGreaterThan(0);
  });
});

describe('a station that dies', () => {
  it('vanishes when its announcements have expired, and is back under the same ids when it returns', async () => {
    const boat = station('boat');
    // One who speaks for a station, and falls silent without a good-bye.
    const ghost = new Connection(rabbit.url);
    const streams = [{ id: 'a', key: 'k', name: 'A', kind: 'push', video: '', telemetry: '' }];
    const publisher = ghost.createPublisher();
    const word = { type: 'station', version: 1, station: 'ghost', streams };
    await until(() => expect(boat.broker.state.state).toBe('open'));
    await publisher.send({ exchange: ANNOUNCE_EXCHANGE }, word);
    await remote(boat, 'station://ghost/a');
    await until(() => expect(boat.hub.list()).toEqual([]));
    await publisher.send({ exchange: ANNOUNCE_EXCHANGE }, word);
    await remote(boat, 'station://ghost/a');
    await publisher.close();
    await ghost.close();
  });
});

describe('a broker', () => {
  it('that is killed and comes back ends nothing for good', async () => {
    const bridge = station('bridge');
    const boat = station('boat');
    const stream = addStream(bridge);
    const shown = await remote(boat, 'station://bridge/rover');
    const viewer = watch(shown);
    stream.publish(picture(0, true));
    await until(() => expect(viewer.numbers()).toEqual([0]));
    await rabbit.kill();
    await until(() =>
      expect(shown.links.video).toMatchObject({
        state: 'failed',
        failure: { detail: expect.stringMatching(/broker/) },
      }),
    );
    expect(boat.hub.get('station://bridge/rover')).toBe(shown);
    await until(() => expect(stream.wanted).toBe(false));
    stream.publish(picture(1, true));
    await rabbit.start();
    await until(() => expect(viewer.numbers()).toEqual([0, 1]));
    stream.publish(picture(2, false));
    await until(() => expect(viewer.numbers()).toEqual([0, 1, 2]));
    expect(shown.links.video).toMatchObject({ state: 'open' });
  });

  it('that refuses the password is a state with words, and the password in no line', async () => {
    const secret = randomBytes(8).toString('hex');
    const { broker, lines } = station('bridge', rabbit.url.replace('guest:guest', `guest:${secret}`));
    await until(() =>
      expect(broker.state).toMatchObject({
        failure: { detail: expect.stringMatching(/refuses the user or the password/) },
      }),
    );
    await until(() => expect(lines.join('\n')).toContain('refuses the user or the password'));
    expect(lines.join('\n')).not.toContain(secret);
  });

  it('has no virtual host of that name, and says so', async () => {
    const { broker } = station('bridge', `${rabbit.url}none`);
    await until(() =>
      expect(broker.state).toMatchObject({ failure: { detail: expect.stringMatching(/no such virtual host/) } }),
    );
  });

  it('has one station of a name; a second is told', async () => {
    const first = station('bridge');
    await until(() => expect(first.broker.state.state).toBe('open'));
    const second = station('bridge');
    await until(() =>
      expect(second.broker.state).toMatchObject({ failure: { detail: expect.stringMatching(/--station-name/) } }),
    );
    await first.broker.close();
    await until(() => expect(second.broker.state.state).toBe('open'));
  });

  it('may carry anything: what is no message of this contract is passed over', async () => {
    const boat = station('boat');
    await until(() => expect(boat.broker.state.state).toBe('open'));
    const other = new Connection(rabbit.url);
    const publisher = other.createPublisher();
    for (const body of [
      'garbage',
      { type: 'station', version: 1 },
      Buffer.alloc(100),
      [],
      { version: 2, station: 'new' },
    ]) {
      await publisher.send({ exchange: ANNOUNCE_EXCHANGE }, body);
      await publisher.send({ routingKey: 'groundglass.v1.station.boat' }, body);
    }
    await until(() => expect(boat.lines.join('\n')).toContain('station new speaks version 2'));
    const bridge = station('bridge');
    addStream(bridge);
    await remote(boat, 'station://bridge/rover');
    await publisher.close();
    await other.close();
  });
});
