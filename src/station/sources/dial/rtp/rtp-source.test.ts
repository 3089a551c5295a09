import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { nalUnitsOf } from '#core/bitstream/avcc';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import { RtpPacketiser } from '#core/protocols/rtp/packetise';
import { english } from '#core/texts/english';
import { freeUdpPair } from '../../../fixtures/free-port';
import { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { SourceList } from '../../source-list';

const FIXTURES = path.resolve(import.meta.dirname, '../../../../core/bitstream');
const FILES = {
  h264: path.join(FIXTURES, 'fixtures/four-slices.h264'),
  h265: path.join(FIXTURES, 'h265/fixtures/plain.h265'),
} as const;
type Codec = keyof typeof FILES;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Scene {
  readonly stream: Stream;
  readonly port: number;
  /** Pictures that were published. */
  readonly got: AccessUnit[];
}

async function listen(query = ''): Promise<Scene> {
  const port = await freeUdpPair();
  const sources = new SourceList({ hub: new Hub(), log: createLog('error', () => undefined), showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(`rtp://127.0.0.1:${port}${query}`);
  if (!added.ok) throw new Error(english(added.message));
  const stream = added.value;
  const got: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => got.push(unit) });
  await vi.waitFor(() => expect(stream.links.video?.state).toBe('open'), PATIENT);
  return { stream, port, got };
}
const PATIENT = { timeout: 60_000 };

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  ends.push(() => new Promise<void>((done) => socket.close(done)).catch(() => undefined));
  return socket;
}

async function picturesOf(codec: Codec): Promise<readonly AccessUnit[]> {
  const units: AccessUnit[] = [];
  const events = { onAccessUnit: (unit: AccessUnit) => void units.push(unit), onFault: () => undefined };
  const assembler = codec === 'h264' ? new AccessUnitAssembler(events) : new HevcAssembler(events);
  assembler.push(new Uint8Array(await readFile(FILES[codec])), 0);
  assembler.flush();
  return units;
}

/** What is compared: the slices of a picture, as an SPS may be rewritten for decoders, and SEI be left out. */
function slicesOf({ codec, data }: AccessUnit): string {
  const isSlice = ([header = 0]: Uint8Array) =>
    codec === 'h264' ? [1, 5].includes(header & 0x1f) : ((header >> 1) & 0x3f) < 32;
  return nalUnitsOf(data)
    .filter(isSlice)
    .map((nal) => Buffer.from(nal).toString('base64'))
    .join();
}

/** Sends a file once as ffmpeg does. @returns the description that it prints */
async function sendByFfmpeg(input: readonly string[], to: number, options: readonly string[] = []): Promise<string> {
  const url = `rtp://127.0.0.1:${to}?pkt_size=400&localrtcpport=${await freeUdpPair()}`;
  const all = ['-v', 'error', '-nostdin', '-re', ...input, '-c', 'copy', ...options, '-f', 'rtp', url];
  const ffmpeg = spawn('ffmpeg', all, { stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(() => ffmpeg.kill('SIGKILL'));
  let printed = '';
  ffmpeg.stdout.on('data', (text) => {
    printed += text;
  });
  const [code] = (await once(ffmpeg, 'exit')) as [number];
  expect(code).toBe(0);
  return printed;
}

const raw = (codec: Codec) => ['-framerate', '60', '-f', codec === 'h264' ? 'h264' : 'hevc', '-i', FILES[codec]];

describe.each(['h264', 'h265'] as const)('%s that ffmpeg sends', (codec) => {
  it('is shown picture by picture, and its codec is found by itself', async () => {
    const sent = await picturesOf(codec);
    const { port, got, stream } = await listen();
    await sendByFfmpeg(raw(codec), port);
    await vi.waitFor(() => expect(got).toHaveLength(sent.length), PATIENT);
    expect(got.map(slicesOf)).toEqual(sent.map(slicesOf));
    expect(stream.statistics().faults).toBe(0);
    const told = stream.inspect({ seesAddresses: true }).flatMap(({ rows }) => rows.map(({ value }) => english(value)));
    expect(told).toContain(`96 ${codec.toUpperCase()}`);
  });
});

it('is shown by the parameter sets of its description, where it has none in itself', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rtp-sdp-'));
  ends.push(() => rm(folder, { recursive: true }));
  const [film, sdp] = [path.join(folder, 'film.mp4'), path.join(folder, 'camera.sdp')];
  const make = spawn('ffmpeg', ['-v', 'error', ...raw('h264'), '-c', 'copy', film], { stdio: 'inherit' });
  await once(make, 'exit');
  const isBare = ['-bsf:v', 'filter_units=remove_types=6-8'];
  // What it prints is the same for any port.
  await writeFile(sdp, await sendByFfmpeg(['-i', film], await freeUdpPair(), isBare));
  const sent = await picturesOf('h264');
  const { port, got } = await listen(`?sdp=${encodeURIComponent(sdp)}`);
  await sendByFfmpeg(['-i', film], port, isBare);
  await vi.waitFor(() => expect(got).toHaveLength(sent.length), PATIENT);
  expect(got.map(slicesOf)).toEqual(sent.map(slicesOf));
});

it('shows nothing false of what was lost, and all from the next key picture on', async () => {
  const sent = await picturesOf('h264');
  const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 3 });
  const { port, got, stream } = await listen();
  const socket = await bound(0);
  const LOST_IN = 2;
  const all = [...sent, ...sent];
  // Less than any socket's buffer.
  for (const [at, { data }] of all.entries()) {
    const packets = packetiser.packets(data, at * 3000);
    if (at === LOST_IN) packets.splice(Math.floor(packets.length / 2), 1);
    for (const packet of packets) socket.send(packet, port, '127.0.0.1');
  }
  const slices = all.map(slicesOf);
  const nextKey = all.findIndex(({ key }, at) => at > LOST_IN && key);
  await vi.waitFor(() => expect(got.map(slicesOf).at(-1)).toBe(slices.at(-1)), PATIENT);
  expect(got.map(slicesOf)).toEqual([...slices.slice(0, LOST_IN), ...slices.slice(nextKey)]);
  expect(stream.statistics().faults).toBeGreaterThanOrEqual(1);
});

it('hears only the address that it is told to', async () => {
  const sent = await picturesOf('h264');
  const { port, got, stream } = await listen('?from=127.0.0.2');
  const socket = await bound(0);
  const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 3 });
  for (const packet of packetiser.packets(sent[0]?.data ?? new Uint8Array(), 0)) socket.send(packet, port, '127.0.0.1');
  const wanted = createSocket('udp4');
  wanted.bind(0, '127.0.0.2');
  await once(wanted, 'listening');
  ends.push(() => new Promise<void>((done) => wanted.close(done)));
  const other = new RtpPacketiser({ codec: 'h264', ssrc: 4 });
  for (const packet of other.packets(sent[0]?.data ?? new Uint8Array(), 0)) wanted.send(packet, port, '127.0.0.1');
  await vi.waitFor(() => expect(got).toHaveLength(1), PATIENT);
  const told = (seesAddresses: boolean) =>
    stream.inspect({ seesAddresses }).flatMap(({ rows }) => rows.map(({ value }) => english(value)));
  expect(told(true)).toContain('SSRC 00000004');
  const { port: from } = wanted.address();
  expect([told(true), told(false)].map((values) => values.includes(`127.0.0.2:${from}`))).toEqual([true, false]);
});

it('answers a sender report with how its packets came, and nobody else', async () => {
  const sent = await picturesOf('h264');
  const { port, got } = await listen();
  const [socket, stranger] = [await bound(0), await bound(0)];
  const heard: Buffer[] = [];
  stranger.on('message', (datagram) => heard.push(datagram));
  const packetiser = new RtpPacketiser({ codec: 'h264', ssrc: 0x01020304 });
  for (const packet of packetiser.packets(sent[0]?.data ?? new Uint8Array(), 0)) socket.send(packet, port, '127.0.0.1');
  await vi.waitFor(() => expect(got).toHaveLength(1), PATIENT);
  const report = (ssrc: number) => Uint8Array.of(0x80, 200, 0, 6, 1, 2, 3, ssrc, ...new Uint8Array(20));
  stranger.send(report(9), port + 1, '127.0.0.1');
  const answer = once(socket, 'message');
  socket.send(report(4), port + 1, '127.0.0.1');
  const [datagram] = (await answer) as [Buffer];
  expect(datagram[1]).toBe(201);
  expect(datagram.subarray(8, 12).toString('hex')).toBe('01020304');
  expect(heard).toEqual([]);
});

it.each([
  ['longer than any', 'a'.repeat(100_000), /is no description/],
  ['of H.263', 'm=video 0 RTP/AVP 34\na=rtpmap:34 H263/90000\n', /describes no H\.264/],
  [
    'interleaved',
    'm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=2\n',
    /packetization-mode 2/,
  ],
])('says what is wrong with a description: %s', async (_, text, message) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rtp-sdp-'));
  ends.push(() => rm(folder, { recursive: true }));
  const sdp = path.join(folder, 'camera.sdp');
  await writeFile(sdp, text);
  const sources = new SourceList({ hub: new Hub(), log: createLog('error', () => undefined), showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(`rtp://127.0.0.1:${await freeUdpPair()}?sdp=${encodeURIComponent(sdp)}`);
  if (!added.ok) throw new Error(english(added.message));
  const failure = () => {
    const link = added.value.links.video;
    return link && 'failure' in link ? link.failure?.detail : undefined;
  };
  await vi.waitFor(() => expect(failure()).toMatch(message), PATIENT);
});
