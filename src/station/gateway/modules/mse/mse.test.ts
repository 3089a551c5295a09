import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import os from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nalUnitsOf } from '#core/bitstream/avcc';
import type { AccessUnit } from '#core/media/access-unit';
import type { GatewayModule, HttpCall, MakeModule, ReplyStream, StreamBody } from '../../../extension/gateway-module';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { Station } from '../../../station';
import { hevcClip, hevcUnits } from '../../../transcode/fixtures/hevc';
import { numberedUnits } from '../../../transcode/fixtures/numbered';
import { aacPackets, opusPackets } from '../../../transcode/fixtures/sound';
import { type Gateway, startGateway } from '../../gateway';
import { mseModule } from '.';
import { LiveMp4 } from './live-mp4';

let station: Station;
let gateway: Gateway;
let stream: Stream;
let served: GatewayModule;
beforeEach(async () => {
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  stream = station.hub.add({ id: 'pi://rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
  const listen = { address: '127.0.0.1', port: 0 };
  const make: MakeModule = (context) => {
    served = mseModule(context);
    return served;
  };
  gateway = await startGateway({ station, listen, viewerRoot: os.tmpdir(), modules: [make] });
});
afterEach(async () => {
  await gateway.close();
  await station.close();
});

const LIVE = '/api/streams/pi%3A%2F%2Frover/live.mp4';
const small = numberedUnits(20, 5, 0.25);
const large = numberedUnits(5, 5, 0.5);
const at = (unit: Omit<AccessUnit, 'receiveUs'>, ms: number): AccessUnit => ({ ...unit, receiveUs: ms * 1000 });

/** Starts a program that reads the stream from the gateway. */
function play(program: string, ...args: string[]) {
  const child = spawn(program, ['-v', 'error', '-i', new URL(LIVE, gateway.url).href, ...args]);
  return { out: child.stdout, errors: text(child.stderr), ended: once(child, 'exit') };
}

async function bytesOf(out: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of out) pieces.push(piece);
  return Buffer.concat(pieces);
}

const watched = () => vi.waitFor(() => expect(stream.statistics().subscribers).toBe(1));

describe('a stream as MP4 over HTTP', () => {
  it('is read by ffmpeg byte for byte, what came before it joined too, until the stream ends', async () => {
    for (const [n, unit] of small.slice(0, 8).entries()) stream.publish(at(unit, n * 40));
    const { out, errors, ended } = play('ffmpeg', '-c', 'copy', '-f', 'h264', 'pipe:1');
    const copied = bytesOf(out);
    await watched();
    for (const [n, unit] of small.slice(8).entries()) stream.publish(at(unit, (n + 8) * 40));
    station.hub.remove('pi://rover');
    await ended;
    expect(await errors).toBe('');
    // From the last key picture before it joined: the sixth.
    const sent = small.slice(5).flatMap(({ data }) => nalUnitsOf(data));
    expect(Buffer.concat(nalUnitsOf(await copied))).toEqual(Buffer.concat(sent));
  });

  it('carries H.265, and AAC and Opus beside either, at their times', async () => {
    const hevc = hevcUnits(hevcClip(20, 5, { share: 0.25 }));
    for (const [pictures, packets, names, packetMs] of [
      [hevc, aacPackets('sine=f=1000:r=48000:d=1'), 'hevc,aac', 1024 / 48],
      [small, opusPackets('sine=f=1000:r=48000:d=1'), 'h264,opus', 20],
    ] as const) {
      const first = packets[0]!;
      stream.publishAudio({ ...first, receiveUs: 0 });
      const shown = 'stream=codec_name:packet=stream_index,pts_time';
      const probe = play('ffprobe', '-show_entries', shown, '-of', 'csv=p=0');
      const printed = text(probe.out);
      await watched();
      for (const [n, unit] of pictures.entries()) {
        const ms = 5000 + n * 40;
        stream.publish(at(unit, ms));
        // Each packet arrives with its last sample.
        for (const [k, packet] of packets.entries()) {
          const endMs = 5000 + (k + 1) * packetMs;
          if (endMs >= ms && endMs < ms + 40) stream.publishAudio({ ...packet, receiveUs: endMs * 1000 });
        }
      }
      station.hub.remove('pi://rover');
      const lines = (await printed).trim().split(/\s+/);
      expect(await probe.errors).toBe('');
      expect(lines.slice(-2).join()).toBe(names);
      const times = (track: string) =>
        lines.filter((line) => line.startsWith(`${track},`)).map((line) => Number(line.split(',')[1]));
      expect(times('0')).toHaveLength(20);
      expect(times('0')[10]).toBeCloseTo(0.4, 3);
      expect(times('1').length).toBeGreaterThan(30);
      expect(times('1')[10]! - times('1')[0]!).toBeCloseTo(packetMs / 100, 3);
      expect(Math.abs(times('1')[0]!)).toBeLessThan(0.03);
      stream = station.hub.add({ id: 'pi://rover', name: 'Rover', kind: 'pi', video: '', telemetry: '' });
    }
  });

  it('says when each picture was taken, or arrived', async () => {
    const probe = play('ffprobe', '-show_entries', 'packet=pts', '-of', 'csv=p=0');
    const printed = text(probe.out);
    await watched();
    const times = [0, 40, 100, 101, 2500];
    for (const [n, ms] of times.entries()) stream.publish(at(small[n]!, 7000 + ms));
    station.hub.remove('pi://rover');
    expect((await printed).trim().split(/\s+/).map(Number)).toEqual(times.map((ms) => ms * 1000));
  });

  it.each([
    ['another stream', '/api/streams/none/live.mp4', 404],
    ['JPEG', '/api/streams/jpeg/live.mp4', 415],
  ])('is not there for %s', async (_what, target, status) => {
    station.hub.add({ id: 'jpeg', name: '', kind: 'jpeg', video: '', telemetry: '' });
    const [answer] = (await once(http.get(new URL(target, gateway.url)), 'response')) as [http.IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(status);
  });

  it('has fifty readers of one client at most, so that another finds a place', () => {
    const live = served.http?.[0];
    const aborts: AbortController[] = [];
    const ask = (remoteAddress: string) => {
      const abort = new AbortController();
      aborts.push(abort);
      const access = { role: 'viewer' } as const;
      return live?.handle({
        params: { id: 'pi://rover' },
        access,
        remoteAddress,
        signal: abort.signal,
      } as unknown as HttpCall);
    };
    for (let n = 0; n < 50; n++) ask('10.0.0.1');
    expect(() => ask('10.0.0.1')).toThrow(/50/);
    expect(() => ask('10.0.0.2')).not.toThrow();
    aborts[0]?.abort();
    expect(() => ask('10.0.0.1')).not.toThrow();
    for (const abort of aborts) abort.abort();
  });

  it('is let go of with the client that goes', async () => {
    stream.publish(at(small[0]!, 0));
    const request = http.get(new URL(LIVE, gateway.url));
    await once(request, 'response');
    await watched();
    request.destroy();
    await vi.waitFor(() => expect(stream.statistics().subscribers).toBe(0));
  });
});

it('a client that reads slowly loses pictures up to the next key picture, and they are counted', () => {
  const route = served.http?.[0];
  const abort = new AbortController();
  const client = { access: { role: 'viewer' }, remoteAddress: '127.0.0.1' };
  const call = { params: { id: 'pi://rover' }, ...client, signal: abort.signal } as unknown as HttpCall;
  const written: Uint8Array[] = [];
  const out = { backlogBytes: 0, write: (chunk: Uint8Array) => written.push(chunk), end: () => undefined };
  const reply = route?.handle(call) as { body: StreamBody };
  reply.body(out as unknown as ReplyStream);
  for (const [n, unit] of small.entries()) {
    out.backlogBytes = n >= 7 && n < 11 ? 100e6 : 0;
    stream.publish(at(unit, n * 40));
  }
  const passed = written.filter((part) =>
    small.some(({ data }) => nalUnitsOf(data).some((nal) => nal.length > 100 && Buffer.from(nal).equals(part))),
  );
  const kept = small.flatMap(({ data }, n) =>
    n < 7 || n >= 15 ? nalUnitsOf(data).filter((nal) => nal.length > 100) : [],
  );
  expect(passed).toHaveLength(kept.length);
  expect(stream.deliveryDrops.waitingForKey).toBe(8);
  abort.abort();
});

it('a new format begins a new file within the file', () => {
  const file = new LiveMp4();
  const begins = [...small.slice(0, 6), ...large].map((unit, n) =>
    Buffer.from(file.write(at(unit, n))[0]!.subarray(4, 8)).toString(),
  );
  expect(begins.flatMap((type, n) => (type === 'ftyp' ? [n] : []))).toEqual([0, 6]);
  expect(new LiveMp4().write(at(small[1]!, 0))).toEqual([]);
});
