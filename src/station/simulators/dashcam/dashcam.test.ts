import dgram from 'node:dgram';
import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ByteBudget } from '#core/byte-budget';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { readMessage, writeMessage } from '#core/protocols/jt808/messages';
import { Jt808Reassembly } from '#core/protocols/jt808/reassembly';
import { Jt808Splitter } from '#core/protocols/jt808/splitter';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import { readDatagram } from '#core/protocols/jt1078/packet';
import { PacketSplitter } from '#core/protocols/jt1078/packet-splitter';
import { loadClip } from '../../clips/clip';
import { runDashcam } from './dashcam';
import type { Dashcam } from './options';

const CLIP = fileURLToPath(new URL('../../../core/bitstream/fixtures/baseline.h264', import.meta.url));
const clip = await loadClip(CLIP);
const PHONE = '13800138000';

/** A platform of our own: lets everybody in, writes down what it hears, and says what a test has it say. */
class Platform {
  readonly heard: Jt808Message[] = [];
  readonly packets: MediaPacket[] = [];
  signalling: Socket | undefined;
  mediaClosed = 0;
  readonly #splits = new Jt808Reassembly(new ByteBudget(1 << 20));
  readonly #server = net.createServer((socket) => this.#take(socket));
  readonly #media = net.createServer((socket) => this.#takeMedia(socket));
  readonly #datagrams = dgram.createSocket('udp4');
  #version: 2013 | 2019 = 2013;
  #serial = 0;

  async open() {
    this.#datagrams.on('message', (datagram) => {
      const packet = readDatagram(datagram);
      if (packet) this.packets.push(packet);
    });
    this.#datagrams.bind(0, '127.0.0.1');
    for (const server of [this.#server, this.#media]) server.listen(0, '127.0.0.1');
    await Promise.all([this.#server, this.#media, this.#datagrams].map((one) => once(one, 'listening')));
    return this;
  }

  get port() {
    return (this.#server.address() as net.AddressInfo).port;
  }

  get mediaAddress() {
    const { port: tcpPort } = this.#media.address() as net.AddressInfo;
    return { ip: '127.0.0.1', tcpPort, udpPort: this.#datagrams.address().port };
  }

  send(message: Jt808Message): number {
    const serial = this.#serial++;
    const frames = writeMessage(message, { edition: this.#version, phone: PHONE, serial });
    for (const frame of frames) this.signalling?.write(frame);
    return serial;
  }

  /** The first message of a kind that was heard, or is yet to come. */
  hears<K extends Jt808Message['kind']>(kind: K): Promise<Extract<Jt808Message, { kind: K }>> {
    const found = () => this.heard.find((message) => message.kind === kind);
    return vi.waitUntil(found) as Promise<Extract<Jt808Message, { kind: K }>>;
  }

  close() {
    for (const server of [this.#server, this.#media, this.#datagrams]) server.close();
    this.signalling?.destroy();
  }

  #take(socket: Socket) {
    this.signalling = socket;
    const splitter = new Jt808Splitter();
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const input of splitter.push(chunk)) {
        const whole = input.kind === 'frame' ? this.#splits.take(input.frame, 0) : undefined;
        if (whole?.kind !== 'whole') continue;
        const { header } = whole;
        this.#version = header.edition;
        const read = readMessage(header, whole.body);
        if (!read.ok) throw new Error(read.fault.kind);
        this.heard.push(read.message);
        const answer = { responseSerial: header.serial, responseId: header.id, result: 0 };
        if (read.message.kind === 'register') {
          this.send({ kind: 'registerResponse', body: { ...answer, authCode: 'from-the-platform' } });
        } else this.send({ kind: 'platformResponse', body: answer });
      }
    });
  }

  #takeMedia(socket: Socket) {
    const packet = (one: MediaPacket) => this.packets.push({ ...one, body: one.body.slice() });
    const splitter = new PacketSplitter({ packet, fault: ({ kind }) => expect(kind).toBe('no fault') });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => splitter.push(chunk));
    socket.on('close', () => this.mediaClosed++);
  }
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A platform, and a terminal that dials in. */
async function dialledIn(options: Partial<Dashcam> = {}) {
  const platform = await new Platform().open();
  ends.push(() => platform.close());
  const ended = new AbortController();
  const running = runDashcam(
    {
      host: '127.0.0.1',
      port: platform.port,
      phone: PHONE,
      channels: 2,
      version: 2019,
      transport: 'tcp',
      loss: 0,
      reorder: false,
      sound: false,
      clip,
      fps: 120,
      heartbeatSeconds: 1,
      reportSeconds: 1,
      onEvent: () => undefined,
      ...options,
    } as Dashcam,
    ended.signal,
  );
  ends.push(() => {
    ended.abort();
    return running;
  });
  await platform.hears('location');
  return platform;
}

/** Pictures by the packets that brought them. */
function pictures(packets: readonly MediaPacket[]) {
  const found: { readonly key: boolean; readonly data: Buffer }[] = [];
  let parts: Uint8Array[] = [];
  for (const { dataType, subpackage, body } of packets) {
    if (dataType === 'audio') continue;
    if (subpackage === 'first' || subpackage === 'atomic') parts = [];
    parts.push(body);
    if (subpackage === 'last' || subpackage === 'atomic') {
      found.push({ key: dataType === 'i', data: Buffer.concat(parts) });
    }
  }
  return found;
}

const live = { channel: 1, dataType: 0, streamType: 0 };
const waitFor = (condition: () => boolean) => vi.waitUntil(condition);

describe('a simulated terminal', () => {
  it.each([2013, 2019] as const)('of %i registers, authenticates, and reports where it is', async (version) => {
    const platform = await dialledIn({ version });
    expect(platform.heard.slice(0, 3).map(({ kind }) => kind)).toEqual(['register', 'authenticate', 'location']);
    expect(platform.heard.slice(0, 3)).toMatchObject([
      { body: { edition: version, plate: '沪A38000' } },
      { body: { authCode: 'from-the-platform' } },
      { body: { altitude: 12 } },
    ]);
    await platform.hears('heartbeat');
  });

  it('with a code of its own does not register', async () => {
    const platform = await dialledIn({ code: 'mine' });
    expect(platform.heard[0]).toMatchObject({ kind: 'authenticate', body: { authCode: 'mine' } });
  });

  it('answers what it is asked, and says what it cannot do', async () => {
    const platform = await dialledIn();
    platform.send({ kind: 'queryAvAttributes', body: {} });
    expect(await platform.hears('avAttributes')).toMatchObject({ body: { maxVideoChannels: 2, videoCodec: 98 } });
    platform.send({ kind: 'queryParameters', body: {} });
    expect(await platform.hears('parameters')).toMatchObject({ body: { parameterCount: 4 } });
    const responseSerial = platform.send({ kind: 'raw', id: 0x8302, body: Uint8Array.of(1, 65) });
    expect(await platform.hears('terminalResponse')).toMatchObject({
      body: { responseSerial, responseId: 0x8302, result: 3 },
    });
  });

  it.each(['tcp', 'udp'] as const)('sends its pictures over %s, from a key picture on', async (transport) => {
    const platform = await dialledIn({ transport });
    platform.send({ kind: 'liveRequest', body: { ...platform.mediaAddress, ...live } });
    await waitFor(() => pictures(platform.packets).length > 40);
    const sent = pictures(platform.packets);
    expect(sent[0]?.key).toBe(true);
    const from = clip.findIndex(({ data }) => sent[0]?.data.equals(data));
    expect(sent.slice(0, 40).every(({ data }, n) => data.equals(clip[(from + n) % clip.length]!.data))).toBe(true);
    expect(platform.packets[0]).toMatchObject({ simBytes: 10, sim: PHONE.padStart(20, '0'), channel: 1 });
  });

  it('pauses, goes on with a key picture, and stops', async () => {
    const platform = await dialledIn();
    const control = (command: number) =>
      platform.send({ kind: 'liveControl', body: { channel: 1, command, closeType: 0, streamType: 0 } });
    platform.send({ kind: 'liveRequest', body: { ...platform.mediaAddress, ...live } });
    await waitFor(() => platform.packets.length > 0);
    control(2);
    await waitFor(() => platform.heard.filter(({ kind }) => kind === 'terminalResponse').length === 2);
    platform.packets.length = 0;
    control(3);
    await waitFor(() => pictures(platform.packets).some(({ key }) => key));
    const answered = platform.packets.findIndex(({ dataType }) => dataType === 'i');
    // What was on its way when it was told to pause may come before.
    expect(pictures(platform.packets.slice(answered))[0]?.key).toBe(true);
    control(0);
    await waitFor(() => platform.mediaClosed === 1);
  });

  it('sends a tone with its pictures, counted with them', async () => {
    const platform = await dialledIn({ sound: true });
    platform.send({ kind: 'liveRequest', body: { ...platform.mediaAddress, ...live } });
    await waitFor(() => platform.packets.filter(({ dataType }) => dataType === 'audio').length > 2);
    expect(platform.packets.map(({ sequence }) => sequence)).toEqual(platform.packets.map((_, n) => n));
  });

  it('has recordings, and plays them fast, from another place, and to their end', async () => {
    const platform = await dialledIn();
    const query = { channel: 2, startTime: '000000000000', endTime: '000000000000', alarmFlag: 0n, mediaType: 0 };
    const responseSerial = platform.send({
      kind: 'queryRecordings',
      body: { ...query, streamType: 0, memoryType: 0 },
    });
    const { body } = await platform.hears('recordings');
    expect(body.responseSerial).toBe(responseSerial);
    expect(body.recordings.length).toBeGreaterThan(95);
    expect(body.recordings.every(({ channel }) => channel === 2)).toBe(true);
    const { startTime, endTime } = body.recordings[0]!;
    const request = { ...platform.mediaAddress, channel: 2, mediaType: 0, streamType: 1, memoryType: 1, startTime };
    platform.send({ kind: 'playbackRequest', body: { ...request, endTime, playbackMode: 0, speed: 0 } });
    await waitFor(() => pictures(platform.packets).length > 3);
    const control = { channel: 2, speed: 0, position: '000000000000' };
    platform.send({ kind: 'playbackControl', body: { ...control, command: 3, speed: 5 } });
    const keys = () => platform.packets.filter(({ dataType }) => dataType === 'i').length;
    const before = keys();
    await waitFor(() => keys() > before + 3);
    platform.send({ kind: 'playbackControl', body: { ...control, command: 5, position: endTime } });
    await waitFor(() => platform.mediaClosed === 1);
  });

  it('comes back by itself, with the code that it was given', async () => {
    const platform = await dialledIn();
    platform.heard.length = 0;
    platform.signalling?.destroy();
    await platform.hears('location');
    expect(platform.heard[0]).toMatchObject({ kind: 'authenticate', body: { authCode: 'from-the-platform' } });
  });
});
