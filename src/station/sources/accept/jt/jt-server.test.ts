import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { readIFrame, readVector } from '#core/protocols/jt1078/fixtures/camera';
import { Packetiser } from '#core/protocols/jt1078/packetise';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { Station } from '../../../station';
import { sendOverTcp, sendOverUdp, TestTerminal } from './fixtures/test-terminal';
import { type JtOptions, type JtServer, openToDashCams } from './jt-server';

/** Of the camera whose packets the vectors are. */
const PHONE = '012345678999';
const camera = readVector('jt1078-camera');
const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(
  options: Partial<JtOptions> = {},
): Promise<{ station: Station; server: JtServer; lines: string[] }> {
  const lines: string[] = [];
  const station = new Station({ log: createLog('info', (line) => lines.push(line)), version: 'test' });
  const server = await openToDashCams(station, {
    listen: '127.0.0.1',
    tcpPort: 0,
    udpPort: 0,
    playbackPort: 0,
    listed: [],
    acceptsNew: true,
    ...options,
  });
  closers.push(
    () => station.close(),
    () => server.close(),
  );
  return { station, server, lines };
}

function terminalAt(server: JtServer, phone = PHONE, edition: 2013 | 2019 = 2013): TestTerminal {
  const terminal = new TestTerminal(server.tcpPort, phone, edition);
  closers.push(() => terminal.close());
  return terminal;
}

/** Watches a stream and keeps what it gives. */
function watch(stream: Stream, taken: TakenSize = 'full') {
  const pictures: AccessUnit[] = [];
  const sound: AudioChunk[] = [];
  const leave = stream.subscribe({
    taken,
    picture: (unit) => pictures.push(unit),
    audio: (chunk) => sound.push(chunk),
  });
  return { pictures, sound, leave };
}

/** A camera's connection that stays open. */
async function sends(server: JtServer, packets: readonly Uint8Array[], sizes = [5000]): Promise<void> {
  const socket = await sendOverTcp(server.tcpPort, joined(packets), sizes);
  closers.push(() => socket.destroy());
}

async function streamOf(station: Station, id: string): Promise<Stream> {
  await vi.waitFor(() => expect(station.hub.get(id)).toBeDefined());
  return station.hub.get(id)!;
}

/** Pictures that ffmpeg decodes without a word of complaint. */
function decodedBy(data: Uint8Array): { frames: number; errors: string } {
  const args = ['-v', 'error', '-f', 'h264', '-i', '-', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  const { stdout, stderr } = spawnSync('ffmpeg', args, { input: data });
  return {
    frames: String(stdout)
      .split('\n')
      .filter((line) => /^0,/.test(line)).length,
    errors: String(stderr),
  };
}

async function watched(options: Partial<JtOptions> = {}) {
  const { station, server, lines } = await open(options);
  const terminal = terminalAt(server);
  await terminal.comes();
  const stream = await streamOf(station, `${PHONE}_1`);
  const taken = watch(stream);
  const request = await terminal.next('liveRequest');
  return { station, server, terminal, stream, lines, request, ...taken };
}

it('a port that is taken is told, and nothing is left open', async () => {
  const { server } = await open();
  const station = new Station({ log: createLog('error', () => undefined), version: 'test' });
  const options = {
    listen: '127.0.0.1',
    tcpPort: 0,
    udpPort: server.udpPort,
    playbackPort: 0,
    listed: [],
    acceptsNew: true,
  };
  await expect(openToDashCams(station, options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe('a terminal', () => {
  it.each([2013, 2019] as const)(
    'of %d comes, and each of its cameras is a stream that nobody fetches yet',
    async (edition) => {
      const { station, server } = await open();
      const terminal = terminalAt(server, '13912345678', edition);
      await terminal.comes(3);
      await streamOf(station, '013912345678_3');
      const streams = station.hub.list();
      expect(streams.map(({ info }) => info.id)).toEqual([1, 2, 3].map((n) => `013912345678_${n}`));
      expect(streams[0]).toMatchObject({
        info: { kind: 'jt1078', name: '粤B12345 camera 1' },
        links: { video: { state: 'stopped' } },
      });
      expect(terminal.received.filter(({ message }) => message.kind === 'liveRequest')).toEqual([]);
    },
  );

  it('is told where to send its camera once somebody watches it', async () => {
    const { server, request } = await watched({ advertise: 'cams.example.org' });
    expect(request).toMatchObject({
      ip: 'cams.example.org',
      tcpPort: server.tcpPort,
      udpPort: server.udpPort,
      channel: 1,
      dataType: 0,
      streamType: 0,
    });
  });

  it('is paused and then told to end when nobody watches any more', async () => {
    const { terminal, server, leave, pictures, stream } = await watched({ times: { pauseMs: 10, closeMs: 60 } });
    await sends(server, camera);
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(0));
    leave();
    expect(await terminal.next('liveControl')).toMatchObject({ channel: 1, command: 2 });
    expect(await terminal.next('liveControl')).toMatchObject({ channel: 1, command: 0 });
    await vi.waitFor(() => expect(stream.links.video).toEqual({ state: 'stopped' }));
    // And asked again by the next.
    closers.push(watch(stream).leave);
    await terminal.next('liveRequest');
  });

  it('goes on after a pause for one who comes back soon', async () => {
    const { terminal, server, leave, pictures, stream } = await watched({ times: { pauseMs: 10, closeMs: 60_000 } });
    await sends(server, camera);
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(0));
    leave();
    await terminal.next('liveControl', ({ command }) => command === 2);
    closers.push(watch(stream).leave);
    expect(await terminal.next('liveControl')).toMatchObject({ command: 3 });
  });

  it('that connects anew takes the place of its old connection, and what is watched goes on', async () => {
    const { server, terminal } = await watched();
    const again = terminalAt(server);
    await again.comes();
    await terminal.ended();
    await again.next('liveRequest');
  });

  it('that goes away leaves its stream, which says so', async () => {
    const { terminal, stream } = await watched();
    terminal.close();
    await vi.waitFor(() =>
      expect(stream.links.video).toMatchObject({ state: 'connecting', failure: { cause: 'closed' } }),
    );
  });

  it('reports where it is, and its streams’ instruments show it', async () => {
    const { terminal, stream } = await watched();
    const body = {
      alarmFlag: 2,
      status: 3,
      latitude: 22_500_000,
      longitude: 114_100_000,
      altitude: 40,
      speed: 360,
      direction: 90,
      time: '240102030405',
      additional: [],
    };
    terminal.say({ kind: 'location', body });
    await vi.waitFor(() => expect(stream.lastTelemetry).toBeDefined());
    expect(stream.lastTelemetry?.values).toMatchObject({
      latitudeDeg: 22.5,
      longitudeDeg: 114.1,
      altitudeM: 40,
      groundSpeedMps: 10,
      headingDeg: 90,
    });
    expect(stream.links.telemetry).toMatchObject({ state: 'open' });
  });

  it('is told what share of its packets was lost', async () => {
    const { terminal, server } = await watched({ times: { lossReportMs: 50 } });
    await sends(
      server,
      camera.filter((_, n) => n % 4 !== 3),
      [5000],
    );
    const { channel, packetLossRate } = await terminal.next('liveStatus', (body) => body.packetLossRate > 0);
    expect(channel).toBe(1);
    expect(packetLossRate).toBeLessThanOrEqual(26);
  });
});

describe('a camera that is shown small', () => {
  const SMALL = { width: 400, height: 300 };
  const answer = (terminal: TestTerminal, responseSerial: number, responseId: number, result: number) =>
    terminal.say({ kind: 'terminalResponse', body: { responseSerial, responseId, result } });

  async function shownSmall() {
    const { station, server } = await open({ times: { lookMs: 20 } });
    const terminal = terminalAt(server);
    await terminal.comes();
    const stream = await streamOf(station, `${PHONE}_1`);
    closers.push(watch(stream, SMALL).leave);
    await terminal.next('liveRequest', ({ streamType }) => streamType === 0);
    await sends(server, camera);
    const order = await terminal.next('liveControl');
    expect(order).toMatchObject({ channel: 1, command: 1, streamType: 1 });
    return { terminal, stream, order, server };
  }

  it('is asked for its sub stream, and for its main stream once somebody takes it whole', async () => {
    const { terminal, stream, order } = await shownSmall();
    answer(terminal, order.serial, 0x9102, 0);
    closers.push(watch(stream).leave);
    expect(await terminal.next('liveControl')).toMatchObject({ command: 1, streamType: 0 });
  });

  it('shows nothing of the one stream that refers to pictures of the other', async () => {
    const { stream } = await shownSmall();
    expect(stream.links.video).toMatchObject({ state: 'open', waitingFor: 'picture' });
    expect(watch(stream).pictures).toEqual([]);
  });

  it('and cannot change over is asked for the sub stream anew, and for the main stream where it has no other', async () => {
    const { terminal, order } = await shownSmall();
    answer(terminal, order.serial, 0x9102, 3);
    expect(await terminal.next('liveControl')).toMatchObject({ command: 0 });
    const anew = await terminal.next('liveRequest');
    expect(anew).toMatchObject({ streamType: 1 });
    answer(terminal, anew.serial, 0x9101, 1);
    expect(await terminal.next('liveRequest')).toMatchObject({ streamType: 0 });
  });
});

describe('a camera’s pictures', () => {
  it('over TCP in odd pieces are all there, and ffmpeg decodes every one', async () => {
    const { server, pictures } = await watched();
    const sizes = [1, 979, 3, 1500, 64, 8000, 17];
    await sends(server, camera, sizes);
    await vi.waitFor(() => expect(pictures).toHaveLength(270));
    expect(pictures.filter(({ key }) => key)).toHaveLength(6);
    expect(decodedBy(joined(pictures.map(({ data }) => data)))).toEqual({ frames: 270, errors: '' });
    const captured = pictures.map(({ captureUs, receiveUs }) => receiveUs - captureUs!);
    expect(Math.min(...captured)).toBeGreaterThanOrEqual(0);
  });

  it('over UDP out of order are all there, and ffmpeg decodes every one', async () => {
    const { server, pictures } = await watched();
    const shuffled = Array.from({ length: Math.ceil(camera.length / 8) }, (_, n) =>
      camera.slice(n * 8, n * 8 + 8).reverse(),
    );
    closers.push(await sendOverUdp(server.udpPort, shuffled.flat(), 8).then((socket) => () => socket.close()));
    await vi.waitFor(() => expect(pictures).toHaveLength(270));
    expect(decodedBy(joined(pictures.map(({ data }) => data)))).toEqual({ frames: 270, errors: '' });
  });

  it('over UDP out of order are all there, though the station is kept from reading them for a while', async () => {
    const { server, stream, pictures } = await watched();
    const socket = dgram.createSocket('udp4');
    closers.push(() => socket.close());
    socket.connect(server.udpPort, '127.0.0.1');
    await once(socket, 'connect');
    const [first, ...held] = camera.slice(0, 8).reverse();
    socket.send(first ?? '');
    await vi.waitUntil(() => stream.links.video?.state === 'open');
    for (const packet of held) socket.send(packet);
    // Longer than a datagram waits for those before it; nothing of this process runs meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    for (const packet of camera.slice(8)) {
      await new Promise<void>((resolve) => socket.send(packet, () => setImmediate(resolve)));
    }
    await vi.waitFor(() => expect(pictures).toHaveLength(270));
  });

  /** Without its SPS, which the station lets decoders hold nothing back by. */
  const behindSps = (picture: Uint8Array) =>
    Buffer.from(picture.subarray(Buffer.from(picture).indexOf('0000000168', 'hex')));

  it('come through as the camera made them, byte for byte', async () => {
    const { server, pictures } = await watched();
    await sends(server, readVector('jt1078-iframe'), [100]);
    await vi.waitFor(() => expect(pictures).toHaveLength(1));
    expect(behindSps(pictures[0]!.data).equals(behindSps(readIFrame()))).toBe(true);
  });

  it('get the parameter sets that the camera sends apart', async () => {
    const { server, pictures } = await watched();
    const packetiser = new Packetiser({ sim: PHONE, channel: 1 });
    const whole = readIFrame();
    const at = Buffer.from(whole).indexOf('0000000106', 'hex');
    const frame = { payloadType: 98, dataType: 'i', timestampMs: 1 } as const;
    const packets = [whole.subarray(0, at), whole.subarray(at)].flatMap((data) =>
      packetiser.packets({ ...frame, data }),
    );
    await sends(server, packets, [900]);
    await vi.waitFor(() => expect(pictures).toHaveLength(1));
    expect(behindSps(pictures[0]!.data).equals(behindSps(whole))).toBe(true);
    expect(pictures[0]!.data[4]).toBe(0x67);
  });

  it('come back with the camera’s next connection', async () => {
    const { server, pictures, terminal } = await watched();
    const first = await sendOverTcp(server.tcpPort, joined(camera.slice(0, 20)));
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(0));
    first.destroy();
    await terminal.next('liveRequest');
    const before = pictures.length;
    await sends(server, camera);
    await vi.waitFor(() => expect(pictures).toHaveLength(before + 270));
  });

  it('are H.265 where their payload type says so, and sound goes beside them', async () => {
    const { server, pictures, sound } = await watched();
    const coded: AccessUnit[] = [];
    const splitter = new HevcAssembler({ onAccessUnit: (unit) => coded.push(unit), onFault: () => undefined });
    splitter.push(readFileSync(new URL('../../../../core/bitstream/h265/fixtures/plain.h265', import.meta.url)), 0);
    splitter.flush();
    const packetiser = new Packetiser({ sim: PHONE, channel: 1 });
    const packets = coded.flatMap(({ data, key }, n) => [
      ...packetiser.packets({ payloadType: 99, dataType: key ? 'i' : 'p', timestampMs: n * 40, data }),
      ...packetiser.packets({ payloadType: 6, dataType: 'audio', timestampMs: n * 40, data: Uint8Array.of(7, n) }),
    ]);
    await sends(server, packets);
    await vi.waitFor(() => expect(pictures).toHaveLength(coded.length));
    expect(pictures.map(({ codec, key }) => [codec, key])).toEqual(coded.map(({ key }) => ['h265', key]));
    expect(Buffer.concat(pictures.map(({ data }) => data)).equals(Buffer.concat(coded.map(({ data }) => data)))).toBe(
      true,
    );
    expect(sound[1]).toMatchObject({ codec: 'pcma', sampleRateHz: 8000, channels: 1, data: Uint8Array.of(7, 1) });
  });
});

describe('who is let in', () => {
  it('nobody is, unless the operator has named it or lets new ones in', async () => {
    const { server, station } = await open({ acceptsNew: false, listed: [{ phone: '13900000001' }] });
    expect(await terminalAt(server).registers()).toMatchObject({ result: 4, authCode: '' });
    await terminalAt(server, '013900000001').comes();
    await streamOf(station, '013900000001_1');
    expect(station.hub.list()).toHaveLength(1);
  });

  it('one with a code of its own must show it, and is never told', async () => {
    const { server } = await open({ acceptsNew: false, listed: [{ phone: PHONE, code: 'S3cret' }] });
    const terminal = terminalAt(server);
    expect(await terminal.registers()).toMatchObject({ result: 3, authCode: '' });
    expect(await terminal.authenticates('')).toBe(1);
    expect(await terminal.authenticates('s3cret')).toBe(1);
    expect(await terminal.authenticates('S3cret')).toBe(0);
  });

  it('nothing is believed before the code, and who goes on is cut off', async () => {
    const { server, station } = await open();
    const terminal = terminalAt(server);
    for (let n = 0; n < 5; n++) terminal.say({ kind: 'heartbeat', body: {} });
    expect(await terminal.next('platformResponse')).toMatchObject({ result: 1 });
    await terminal.ended();
    expect(server.fleet.list()).toEqual([]);
    expect(station.hub.list()).toEqual([]);
  });

  it('another device cannot have a terminal’s code by its number', async () => {
    const { server, terminal, stream } = await watched();
    const thief = terminalAt(server);
    expect(await thief.registers('OTHER')).toMatchObject({ result: 3, authCode: '' });
    expect(await thief.authenticates('0000000000000000')).toBe(1);
    expect(terminal.closed).toBe(false);
    expect(stream.links.video?.state).toBe('connecting');
  });

  it('a terminal that speaks with another’s number is cut off, and the other stays', async () => {
    const { server, terminal } = await watched();
    const thief = terminalAt(server, '013900000002');
    await thief.comes();
    thief.say({ kind: 'logout', body: {} }, PHONE);
    await thief.ended();
    const serial = terminal.say({ kind: 'heartbeat', body: {} });
    expect(await terminal.next('platformResponse', (body) => body.responseSerial === serial)).toMatchObject({
      result: 0,
    });
  });

  it('packets that nobody asked for are dropped and counted, over either transport', async () => {
    const { server, station } = await open();
    const terminal = terminalAt(server);
    await terminal.comes();
    const stream = await streamOf(station, `${PHONE}_1`);
    const socket = await sendOverTcp(server.tcpPort, camera[0]!);
    await vi.waitFor(() => expect(socket.destroyed || socket.readableEnded).toBe(true));
    const stranger = new Packetiser({ sim: '1', channel: 1 }).packets({
      payloadType: 98,
      dataType: 'i',
      data: new Uint8Array(9),
    });
    closers.push(
      await sendOverUdp(server.udpPort, [camera[0]!, ...stranger, Uint8Array.of(1)]).then((udp) => () => udp.close()),
    );
    await vi.waitFor(() => expect(server.fleet.datagrams.unwanted).toBe(3));
    expect(stream.statistics().pictures).toBe(0);
  });

  it('datagrams from elsewhere do not come between a camera’s own', async () => {
    const { server, pictures } = await watched();
    await sends(server, camera.slice(0, 100));
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(50));
    const before = pictures.length;
    closers.push(await sendOverUdp(server.udpPort, camera.slice(100)).then((udp) => () => udp.close()));
    await vi.waitFor(() => expect(server.fleet.datagrams.unwanted).toBe(214));
    expect(pictures).toHaveLength(before);
  });
});

describe('bad input', () => {
  const other = async (server: JtServer) => {
    const terminal = terminalAt(server, '013900000009');
    await terminal.comes();
    return async () => {
      const serial = terminal.say({ kind: 'heartbeat', body: {} });
      await terminal.next('platformResponse', (body) => body.responseSerial === serial);
    };
  };
  const raw = (server: JtServer, bytes: Uint8Array | string) => {
    const socket = net.connect(server.tcpPort, '127.0.0.1');
    closers.push(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(bytes);
    return { socket, ended: new Promise<void>((resolve) => socket.on('close', () => resolve())) };
  };

  it.each([
    ['what is neither 808 nor 1078', 'GET / HTTP/1.1\r\n\r\n', 'neither 808 nor 1078'],
    ['wrong checksums', Buffer.from('7e000200000123456789000000ff7e'.repeat(5), 'hex'), '808 checksum'],
    ['lengths that lie', Buffer.from('7e000203ff012345678900008a747e'.repeat(5), 'hex'), '808'],
    [
      'an escape without end',
      Buffer.concat([Buffer.of(0x7e), Buffer.alloc(100_000, 0x7d), Buffer.from('7e7d7e7d7e7d7e', 'hex')]),
      '808 escape',
    ],
    [
      'a frame without end',
      Buffer.concat([Buffer.of(0x7e), Buffer.alloc(3_000_000, 1), Buffer.from('7e017e017e017e', 'hex')]),
      '808',
    ],
  ])('%s closes the connection, says so in one line, and touches no other', async (_, bytes, line) => {
    const { server, lines } = await open();
    const isAlive = await other(server);
    await raw(server, bytes).ended;
    server.fleet.faults.tell();
    expect(lines.filter((each) => each.includes(line))).toHaveLength(1);
    await isAlive();
  });

  it.each([
    ['silence', ''],
    ['half a frame and silence', Buffer.from('7e00020000', 'hex')],
    ['half a packet and silence', camera[0]!.subarray(0, 500)],
  ])('%s is not waited for without end', async (_, bytes) => {
    const { server } = await open({ times: { strangerMs: 50, mediaStrangerMs: 50 } });
    await raw(server, bytes).ended;
  });

  it('a terminal that says nothing more is let go of', async () => {
    const { server } = await open({ times: { idleMs: 50 } });
    const terminal = terminalAt(server);
    await terminal.comes();
    await terminal.ended();
    await vi.waitFor(() => expect(server.fleet.get(PHONE)?.isOnline).toBe(false));
  });

  it('a camera that says nothing more is asked again', async () => {
    const { server, terminal, stream } = await watched({ times: { silentMs: 100 } });
    await sends(server, camera, [5000]);
    await terminal.next('liveControl', ({ command }) => command === 0);
    await terminal.next('liveRequest');
    expect(stream.links.video?.state).not.toBe('open');
  });

  it('a flood of connections keeps no terminal out that is there', async () => {
    const { server } = await open();
    const isAlive = await other(server);
    const flood = Array.from({ length: 400 }, () => raw(server, ''));
    await Promise.race(flood.map(({ ended }) => ended));
    await isAlive();
    expect(flood.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(400);
  });

  it('parts of a message that never came are asked for', async () => {
    const { terminal } = await watched({ times: { partsMs: 20 } });
    const { writeFrame } = await import('#core/protocols/jt808/frame');
    const header = { id: 0x0704, encryption: 0, reserved: 0, edition: 2013, phone: PHONE } as const;
    const partOf = (index: number) =>
      writeFrame({ header: { ...header, serial: 40 + index, part: { total: 3, index } }, body: new Uint8Array(1) });
    // In one piece, so that none is late.
    terminal.socket.write(Buffer.concat([partOf(1), partOf(3)]));
    expect(await terminal.next('retransmit')).toMatchObject({ originalSerial: 41, parts: [2] });
    terminal.socket.write(partOf(2));
    // No location: what is whole is answered, and that it is not understood, too.
    await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === 41);
  });

  it('a message in parts without end is bounded', async () => {
    const { server, terminal } = await watched();
    const before = process.memoryUsage().arrayBuffers;
    const { writeFrame } = await import('#core/protocols/jt808/frame');
    const header = { id: 0x0704, encryption: 0, reserved: 0, edition: 2013, phone: PHONE } as const;
    for (let n = 0; n < 20_000; n++) {
      const part = { total: 1000, index: (n % 999) + 1 };
      terminal.socket.write(
        writeFrame({ header: { ...header, serial: (n * 7) & 0xffff, part }, body: new Uint8Array(1000) }),
      );
    }
    const serial = terminal.say({ kind: 'heartbeat', body: {} });
    await terminal.next('platformResponse', (body) => body.responseSerial === serial);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200e6);
    expect(server.fleet.get(PHONE)?.isOnline).toBe(true);
  });
});
