import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationMessage, ViewerMessage } from '#contracts/link';
import { decodePicture, type Picture } from '#contracts/picture';
import type { ViewerPort } from './extension/viewer-port';
import { createLog } from './log';
import { Station } from './station';

const FIXTURES = path.resolve(import.meta.dirname, '../core/bitstream/fixtures');
const CLIP = readFileSync(path.join(FIXTURES, 'baseline.h264'));
const PICTURES: readonly { bytes: number; key: boolean }[] = JSON.parse(
  readFileSync(path.join(FIXTURES, 'clips.json'), 'utf8'),
).baseline;
/** Nothing listens there. */
const NO_TELEMETRY = 1;

let station: Station;
let vehicles: Vehicle[];
beforeEach(() => {
  station = new Station({ log: createLog('error', () => undefined), version: '1.2.3' });
  vehicles = [];
});
afterEach(async () => {
  await station.close();
  for (const vehicle of vehicles) await vehicle.stop();
});

/** The video port of a vehicle; the test writes into its sockets. */
class Vehicle {
  readonly #server = net.createServer((socket) => {
    this.sockets.push(socket.on('error', () => undefined).resume());
    socket.write(this.plays);
    this.#wake();
  });
  readonly sockets: net.Socket[] = [];
  plays: Uint8Array = CLIP;
  port = 0;
  #wake: () => void = () => undefined;

  async start(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as net.AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  async viewed(times = 1): Promise<net.Socket> {
    while (this.sockets.length < times) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.sockets[times - 1]!;
  }

  get address() {
    return { host: '127.0.0.1', videoPort: this.port, telemetryPort: NO_TELEMETRY };
  }
}

async function startVehicle(plays: Uint8Array = CLIP): Promise<Vehicle> {
  const vehicle = new Vehicle();
  vehicle.plays = plays;
  vehicles.push(vehicle);
  await vehicle.start();
  return vehicle;
}

/** A viewer without a page: takes every stream that it is told of. */
class Viewer implements ViewerPort {
  readonly messages: StationMessage[] = [];
  readonly pictures: Picture[] = [];
  closed = false;
  #receive: (text: string) => void = () => undefined;
  readonly #onClose: (() => void)[] = [];
  #wake: () => void = () => undefined;

  send(text: string): void {
    const message: StationMessage = JSON.parse(text);
    this.messages.push(message);
    this.#wake();
    // As over a real link, the answer comes later.
    if (message.type === 'streams') queueMicrotask(() => this.#takeAll(message.streams.map(({ id }) => id)));
  }

  #takeAll(ids: readonly string[]): void {
    for (const stream of ids) this.ask({ type: 'subscribe', stream });
  }

  sendSound(): void {}

  sendPicture(header: Uint8Array, data: Uint8Array): void {
    const picture = decodePicture(header, data);
    if (!picture) throw new Error('not a picture message');
    this.pictures.push(picture);
    this.#wake();
  }

  onMessage(listener: (text: string) => void): void {
    this.#receive = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  close(): void {
    this.closed = true;
    for (const listener of this.#onClose) listener();
  }

  ask(message: ViewerMessage): void {
    this.#receive(JSON.stringify(message));
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Resolves when the last word about the video is this. */
  async video(state: string): Promise<void> {
    await this.until(() => {
      const last = this.messages.findLast((message) => message.type === 'state');
      return last?.type === 'state' && last.links.video?.state === state;
    });
  }

  get keys(): readonly boolean[] {
    return this.pictures.map(({ key }) => key);
  }
}

const gone = (socket: net.Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

function attach(): Viewer {
  const viewer = new Viewer();
  station.attach(viewer);
  return viewer;
}

const streamsTold = (viewer: Viewer) =>
  viewer.messages.filter((message) => message.type === 'streams').map(({ streams }) => streams.map(({ id }) => id));
const keysOfClip = PICTURES.map(({ key }) => key);

describe('the station', () => {
  it("brings a vehicle's pictures to a viewer, whole and in order", async () => {
    const vehicle = await startVehicle();
    const viewer = attach();
    station.vehicle.add(vehicle.address);
    await viewer.until(() => viewer.pictures.length === PICTURES.length);
    expect(viewer.keys).toEqual(keysOfClip);
    const others = viewer.pictures.filter(({ key }) => !key).map(({ data }) => data.length);
    expect(others).toEqual(PICTURES.filter(({ key }) => !key).map(({ bytes }) => bytes));
    const [welcome] = viewer.messages;
    expect(welcome).toMatchObject({ type: 'welcome', version: 1, stationVersion: '1.2.3', units: 'metric' });
  });

  it('gives a second viewer the pictures since the last key picture', async () => {
    const vehicle = await startVehicle();
    const first = attach();
    station.vehicle.add(vehicle.address);
    await first.until(() => first.pictures.length === PICTURES.length);
    const second = attach();
    const group = keysOfClip.slice(keysOfClip.lastIndexOf(true));
    await second.until(() => second.pictures.length === group.length);
    expect(second.keys).toEqual(group);
    // One connection, however many look.
    expect(vehicle.sockets).toHaveLength(1);
  });

  it('says why a vehicle does not come, and tries at once when asked to', async () => {
    const vehicle = await startVehicle();
    await vehicle.stop();
    const viewer = attach();
    station.vehicle.add(vehicle.address);
    await viewer.video('failed');
    const said = viewer.messages.findLast((message) => message.type === 'state');
    expect(said).toMatchObject({ links: { video: { failure: { cause: 'refused', everData: false } } } });
    const id = station.hub.list()[0]!.info.id;
    viewer.ask({ type: 'retry', stream: 'another' });
    viewer.ask({ type: 'retry', stream: id });
    await viewer.video('connecting');
  });

  it('keeps its viewers when a vehicle goes and comes back, and begins at a key picture', async () => {
    const vehicle = await startVehicle();
    const viewer = attach();
    station.vehicle.add(vehicle.address);
    await viewer.until(() => viewer.pictures.length === PICTURES.length);
    const before = viewer.pictures.length;
    // The camera goes on in the middle of a group.
    const offset = PICTURES.slice(0, 3).reduce((sum, { bytes }) => sum + bytes, 0);
    vehicle.plays = Buffer.concat([CLIP.subarray(offset), CLIP]);
    (await vehicle.viewed()).destroy();
    await viewer.video('failed');
    await viewer.until(() => viewer.pictures.length > before);
    expect(viewer.pictures[before]?.key).toBe(true);
    expect(streamsTold(viewer)).toHaveLength(2);
    await viewer.until(() => viewer.messages.some((m) => m.type === 'statistics' && m.statistics.reconnects === 1));
  });

  it('shows one vehicle instead of another', async () => {
    const [old, next] = [await startVehicle(), await startVehicle()];
    const viewer = attach();
    viewer.ask({ type: 'connect', ...old.address });
    const left = gone(await old.viewed());
    viewer.ask({ type: 'connect', ...next.address });
    await left;
    await next.viewed();
    expect(station.hub.list()).toHaveLength(1);
    await viewer.until(() => viewer.pictures.filter(({ stream }) => stream === 1).length === PICTURES.length);
  });

  it('leaves a vehicle alone that is shown already: its camera serves one connection', async () => {
    const vehicle = await startVehicle();
    const viewer = attach();
    viewer.ask({ type: 'connect', ...vehicle.address });
    await viewer.until(() => viewer.pictures.length === PICTURES.length);
    viewer.ask({ type: 'connect', ...vehicle.address });
    (await vehicle.viewed()).write(CLIP);
    await viewer.until(() => viewer.pictures.length >= 2 * PICTURES.length - 1);
    expect(vehicle.sockets).toHaveLength(1);
    expect(streamsTold(viewer)).toHaveLength(2);
  });

  it('lets go of a vehicle when asked to', async () => {
    const vehicle = await startVehicle();
    const viewer = attach();
    viewer.ask({ type: 'connect', ...vehicle.address });
    const left = gone(await vehicle.viewed());
    viewer.ask({ type: 'disconnect' });
    await left;
    expect(streamsTold(viewer).at(-1)).toEqual([]);
  });

  it('keeps garbage of one vehicle from all others', async () => {
    const noise = await startVehicle(Buffer.alloc(1 << 20, 'no picture in here \0\0\x01e'));
    const good = await startVehicle();
    const viewer = attach();
    station.vehicle.add(noise.address);
    station.vehicle.add(good.address);
    await viewer.until(() => viewer.pictures.length === PICTURES.length);
    expect(viewer.pictures.every(({ stream }) => stream === 1)).toBe(true);
    const noisy = station.hub.list().find(({ info }) => info.video.includes(String(noise.port)));
    const state = viewer.messages.findLast((m) => m.type === 'state' && m.stream === noisy?.info.id);
    expect(state).toMatchObject({ links: { video: { state: 'open', waitingFor: expect.any(String) } } });
  });

  it('decodes with the ffmpeg that a person set, and with no other where that one is missing', () => {
    const log = createLog('error', () => undefined);
    const named = new Station({ log, version: '1', ffmpeg: process.execPath });
    expect(named.findFfmpeg()).toBe(process.execPath);
    const stream = named.hub.add({ id: 's', name: 's', kind: 'push', video: '', telemetry: '' });
    const missing = new Station({ log, version: '1', ffmpeg: '/nowhere/ffmpeg' });
    const look = { width: 320, height: 240, fps: 15, jpegQuality: 50 };
    expect(missing.jpegs.watch(stream, look, () => undefined)).toMatchObject({ ok: false });
  });

  it('ends with every socket and every viewer closed', async () => {
    const vehicle = await startVehicle();
    const viewer = attach();
    station.vehicle.add(vehicle.address);
    const left = gone(await vehicle.viewed());
    await station.close();
    await left;
    expect(viewer.closed).toBe(true);
    expect(station.viewers).toBe(0);
  });
});
