import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { integer, writeSet } from '#core/protocols/misb/fixtures/write-set';
import { TsWriter } from '#core/protocols/mpegts/fixtures/write-ts';
import type { Telemetry } from '#core/telemetry/telemetry';
import { english } from '#core/texts/english';
import { freeUdpPort } from '../../../fixtures/free-port';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { SourceList } from '../../source-list';

const CORE = path.resolve(import.meta.dirname, '../../../../core');
const capture = (name: string) => readFileSync(path.join(CORE, `protocols/mpegts/fixtures/${name}.mpegts`));
const PATIENT = { timeout: 60_000 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A source that is connected, and what comes of it. */
async function open(url: string) {
  const sources = new SourceList({ hub: new Hub(), log: createLog('error', () => undefined), showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  const stream = added.value;
  const got: AccessUnit[] = [];
  const sounds: AudioChunk[] = [];
  const telemetry: Telemetry[] = [];
  stream.subscribe({
    picture: (unit) => got.push(unit),
    audio: (chunk) => sounds.push(chunk),
    telemetry: (values) => telemetry.push(values),
  });
  await vi.waitFor(() => expect(stream.links.video?.state).toBe('open'), PATIENT);
  return { stream, got, sounds, telemetry };
}

async function socket(): Promise<Socket> {
  const made = createSocket('udp4');
  made.bind(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

async function sender(port: number) {
  const made = await socket();
  ends.push(() => new Promise<void>((done) => made.close(done)));
  return (bytes: Uint8Array) => new Promise<void>((done) => made.send(bytes, port, '127.0.0.1', () => done()));
}

/** Datagrams of seven packets, as most send them. */
const datagramsOf = (bytes: Uint8Array) =>
  Array.from({ length: Math.ceil(bytes.length / 1316) }, (_, at) => bytes.subarray(at * 1316, (at + 1) * 1316));

it.each([
  ['gst-h264', 'h264', 9],
  ['gst-h265', 'h265', 9],
])('shows every picture of %s, and the last without another behind it', async (name, codec, count) => {
  const port = await freeUdpPort();
  const { got, stream } = await open(`mpegts+udp://127.0.0.1:${port}`);
  const send = await sender(port);
  for (const datagram of datagramsOf(capture(name))) await send(datagram);
  await vi.waitFor(() => expect(got).toHaveLength(count), PATIENT);
  expect(new Set(got.map((unit) => unit.codec))).toEqual(new Set([codec]));
  expect(stream.statistics().faults).toBe(0);
});

it('shows what ffmpeg sends, with its sound', async () => {
  const port = await freeUdpPort();
  const { got, sounds, stream } = await open(`mpegts+udp://127.0.0.1:${port}`);
  const input = path.join(CORE, 'protocols/mpegts/fixtures/ffmpeg-b-aac.mpegts');
  const output = ['-c', 'copy', '-f', 'mpegts', `udp://127.0.0.1:${port}?pkt_size=1316`];
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-re', '-i', input, ...output], { stdio: 'inherit' });
  ends.push(() => ffmpeg.kill('SIGKILL'));
  await vi.waitFor(() => expect(got).toHaveLength(12), PATIENT);
  await vi.waitFor(() => expect(sounds.length).toBeGreaterThan(10), PATIENT);
  expect(sounds[0]).toMatchObject({ codec: 'aac', sampleRateHz: 44_100 });
  expect(stream.statistics().faults).toBe(0);
});

it('shows nothing of a picture that misses a datagram, and all from the next key picture on', async () => {
  const port = await freeUdpPort();
  const { got, stream } = await open(`mpegts+udp://127.0.0.1:${port}`);
  const send = await sender(port);
  const datagrams = datagramsOf(capture('gst-h264'));
  for (const datagram of datagrams.filter((_, at) => at !== 2)) await send(datagram);
  await vi.waitFor(() => expect(stream.statistics().faults).toBeGreaterThan(0), PATIENT);
  await vi.waitFor(() => expect(got.at(-1)?.key).toBe(true), PATIENT);
  expect(got.length).toBeLessThan(9);
});

it('dials a sender of TCP, plays Opus in packets of 192 bytes, and begins anew with each connection', async () => {
  const calls: net.Socket[] = [];
  const server = net.createServer((call) => {
    call.on('error', () => undefined);
    calls.push(call);
    call.write(capture('ffmpeg-opus-m2ts'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => server.close());
  const { got, sounds } = await open(`mpegts+tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await vi.waitFor(() => expect(got).toHaveLength(12), PATIENT);
  expect(sounds[0]).toMatchObject({ codec: 'opus', sampleRateHz: 48_000 });
  calls[0]?.destroy();
  await vi.waitFor(() => expect(got).toHaveLength(24), PATIENT);
});

it('tells the telemetry that is in the stream, and that its video is scrambled', async () => {
  const port = await freeUdpPort();
  const { telemetry, stream } = await open(`mpegts+udp://127.0.0.1:${port}`);
  const send = await sender(port);
  const writer = new TsWriter();
  const registered = [5, 4, 0x4b, 0x4c, 0x56, 0x41];
  const streams = [
    { stream_type: 0x1b, pid: 0x100 },
    { stream_type: 6, pid: 0x101, descriptors: registered },
  ];
  const set = writeSet({ 56: [7], 13: integer((2 ** 31 - 1) / 2, 4) });
  const packets = [
    ...writer.pat([[1, 0x1000]]),
    ...writer.pmt(0x1000, 1, streams),
    ...writer.pes(0x101, set, { stream_id: 0xbd }),
    ...writer.pes(0x100, new Uint8Array(20), { scrambled: true }),
  ];
  await send(Buffer.concat(packets));
  await vi.waitFor(() => expect(telemetry.at(-1)).toMatchObject({ groundSpeedMps: 7 }), PATIENT);
  expect(telemetry.at(-1)?.latitudeDeg).toBeCloseTo(45, 5);
  expect(stream.links.video).toMatchObject({ waitingFor: 'video', found: 'scrambled' });
});
