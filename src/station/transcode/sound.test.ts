import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AudioChunk } from '#core/media/audio-chunk';
import { NO_FFMPEG } from '../find-ffmpeg';
import { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { createLog } from '../log';
import { AsPcm } from './as-pcm';
import { aacPackets, opusPackets, type Packet } from './fixtures/sound';
import { SoundPool } from './sound-pool';
import { SoundToPcm } from './sound-to-pcm';

const log = createLog('error', () => undefined);
/** A second of silence, then a second of a tone. */
const SOURCE = "aevalsrc='if(gte(t,1),0.5*sin(2*PI*1000*t),0)':s=48000:d=2";
const opened: { close(): void }[] = [];
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close();
});

function scene(find?: () => string | undefined) {
  const pool = new SoundPool({ log, ...(find && { find }) });
  opened.push(pool);
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  return { pool, stream };
}

function taker(stream: Stream, pool: SoundPool) {
  const got: { chunk: AudioChunk; run: number | undefined }[] = [];
  const asPcm = new AsPcm(stream, pool, (chunk, run) => got.push({ chunk, run }));
  return { got, asPcm };
}

/** The largest sample of a piece, 0..1. */
function loudness({ data }: AudioChunk): number {
  const samples = new Int16Array(data.buffer, data.byteOffset, data.length / 2);
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 0x8000;
}

describe('sound that a viewer does not decode', () => {
  it.each([
    ['AAC', aacPackets, 1024],
    ['Opus', opusPackets, 960],
  ] as const)('of %s becomes PCM, each packet at once and with its times', async (_, packetsOf, samples) => {
    const packets = packetsOf(SOURCE);
    const got: AudioChunk[] = [];
    const sound = new SoundToPcm({ name: 'cam', ffmpeg: 'ffmpeg', log, onPcm: (chunk) => got.push(chunk) });
    opened.push({ close: () => sound.stop() });
    for (const [n, packet] of packets.entries()) {
      sound.push({ ...packet, receiveUs: n, captureUs: 1000 + n });
      // Nothing waits for the next packet: this one's samples come before there is any.
      if (n < 5) await vi.waitUntil(() => got.length === n + 1);
    }
    await vi.waitUntil(() => got.length === packets.length);
    expect(got.map(({ receiveUs, captureUs }) => [receiveUs, captureUs])).toEqual(packets.map((_, n) => [n, 1000 + n]));
    for (const { codec, sampleRateHz, channels, data } of got) {
      expect({ codec, sampleRateHz, channels }).toEqual({ codec: 'pcm-s16le', sampleRateHz: 48_000, channels: 1 });
      expect(data.length).toBe(samples * 2);
    }
    // Coders begin their tone a little early, and give it a packet late.
    const second = 48_000 / samples;
    const loud = got.findIndex((chunk) => loudness(chunk) > 0.25);
    expect(Math.abs(loud - second)).toBeLessThan(3);
    expect(loudness(got.at(-3)!)).toBeGreaterThan(0.4);
  });

  it('keeps its times where a packet is broken', async () => {
    const packets = aacPackets(SOURCE);
    const got: AudioChunk[] = [];
    const sound = new SoundToPcm({ name: 'cam', ffmpeg: 'ffmpeg', log, onPcm: (chunk) => got.push(chunk) });
    opened.push({ close: () => sound.stop() });
    for (const [n, packet] of packets.entries()) {
      const data = n >= 10 && n < 14 ? new Uint8Array(packet.data.length).fill(0xff) : packet.data;
      sound.push({ ...packet, data, receiveUs: n });
    }
    await vi.waitUntil(() => got.length === packets.length);
    const loud = got.findIndex((chunk) => loudness(chunk) > 0.25);
    expect(Math.abs(loud - 48_000 / 1024)).toBeLessThan(3);
  });

  it('is decoded once for all who need it, and only while somebody does', async () => {
    const { pool, stream } = scene();
    const [one, two] = [taker(stream, pool), taker(stream, pool)];
    const [packet] = aacPackets(SOURCE) as [Packet];
    stream.subscribe({
      audio: (chunk) => {
        one.asPcm.take(chunk, undefined);
        two.asPcm.take(chunk, undefined);
      },
    });
    expect(pool.size).toBe(0);
    stream.publishAudio({ ...packet, receiveUs: 1 });
    stream.publishAudio({ ...packet, receiveUs: 2 });
    await vi.waitUntil(() => one.got.length === 2 && two.got.length === 2);
    expect(one.got.map(({ chunk }) => chunk.receiveUs)).toEqual([1, 2]);
    expect(pool.size).toBe(1);
    expect(one.asPcm.state).toEqual({ state: 'running', dropped: 0, restarts: 0 });
    one.asPcm.leave();
    expect(pool.size).toBe(1);
    two.asPcm.leave();
    expect(pool.size).toBe(0);
  });

  it('of the past is decoded for who looks back alone, and bears its run', async () => {
    const { pool, stream } = scene();
    const { got, asPcm } = taker(stream, pool);
    const packets = aacPackets(SOURCE);
    asPcm.take({ ...packets[0]!, receiveUs: 5 }, 7);
    asPcm.take({ ...packets[1]!, receiveUs: 6 }, 8);
    await vi.waitUntil(() => got.length === 2);
    expect(got.map(({ chunk, run }) => [chunk.receiveUs, run])).toEqual([
      [5, 7],
      [6, 8],
    ]);
    asPcm.leave();
    expect(pool.size).toBe(0);
  });

  it('comes back by itself when its ffmpeg dies, and counts that', async () => {
    const { pool, stream } = scene();
    const { got, asPcm } = taker(stream, pool);
    const packets = aacPackets(SOURCE);
    let n = 0;
    const timer = setInterval(() => asPcm.take({ ...packets[n % packets.length]!, receiveUs: n++ }, 1), 20);
    await vi.waitUntil(() => got.length > 2);
    process.kill(pool.pids[0]!, 'SIGKILL');
    await vi.waitUntil(() => asPcm.state.state === 'running' && asPcm.state.restarts === 1);
    const before = got.length;
    await vi.waitUntil(() => got.length > before + 2);
    clearInterval(timer);
  });

  it('that cannot be had is told of, with what to install', () => {
    const { pool, stream } = scene(() => undefined);
    const { got, asPcm } = taker(stream, pool);
    asPcm.take({ ...aacPackets(SOURCE)[0]!, receiveUs: 0 }, undefined);
    expect(asPcm.state).toEqual({ state: 'impossible', message: NO_FFMPEG });
    expect(got).toEqual([]);
  });
});
