import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { nowUs } from '../../clock';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import type { PlaybackSink } from '../../playback/playback';
import type { Kept } from './read-buffer';
import { Rewind, type RewindOptions } from './rewind';
import type { AppendFile } from './segment-writer';

const SINK: PlaybackSink = {
  picture: () => undefined,
  telemetry: () => undefined,
  room: () => Promise.resolve(),
  changed: () => undefined,
};
const SECOND = 1e6;

let parent: string;
let hub: Hub;
let rewind: Rewind;
let warnings: string[];

beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), 'rewind-test-'));
  hub = new Hub();
  warnings = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  rmSync(parent, { recursive: true, force: true });
});

const opened: Rewind[] = [];
function open(options: Partial<RewindOptions> = {}): void {
  const log = createLog('warn', (line) => warnings.push(line));
  rewind = new Rewind({ hub, log, minutes: 5, bytes: 2 ** 30, parent, ...options });
  opened.push(rewind);
}

const addStream = (id = 's') => hub.add({ id, name: id, kind: 'push', video: '', telemetry: '' });

/** A picture a tenth of a second, a key picture a second, each with its number in its bytes. */
function publish(stream: Stream, from: number, to: number, bytes = 1000): void {
  for (let number = from; number < to; number++) stream.publish(unit(number, bytes));
}
function unit(number: number, bytes = 1000): AccessUnit {
  const data = new Uint8Array(bytes);
  new DataView(data.buffer).setUint32(0, number);
  return {
    data,
    codec: 'h264',
    key: number % 10 === 0,
    receiveUs: number * 0.1 * SECOND,
    captureUs: number * 0.1 * SECOND - 7,
  };
}

async function read(from: number, to?: number, id = 's'): Promise<Kept[]> {
  const all: Kept[] = [];
  for await (const kept of rewind.read(id, from, to)) all.push(kept);
  return all;
}
const numbers = (kept: readonly Kept[]) =>
  kept.flatMap((one) => (one.kind === 'picture' ? [Buffer.from(one.unit.data).readUInt32BE(0)] : []));
const range = (first: number, end: number) => Array.from({ length: end - first }, (_, at) => first + at);
const stateOf = (id = 's') => rewind.playback(id, SINK)?.state();
const files = () => readdirSync(path.join(parent, readdirSync(parent)[0] ?? ''));

describe('the rewind buffer', () => {
  it('gives back pictures, telemetry and sound as they came, from the key picture before', async () => {
    // Telemetry is stamped by this process's clock, and it may have run for hours.
    open({ minutes: 1e6 });
    const stream = addStream();
    publish(stream, 0, 25);
    stream.publishTelemetry({ altitudeM: 12, rcChannelsUs: [1500] });
    stream.publishAudio({
      data: Uint8Array.of(1, 2, 3),
      codec: 'aac',
      channels: 2,
      sampleRateHz: 44100,
      description: Uint8Array.of(9),
      receiveUs: nowUs(),
    });
    await rewind.flush();
    const kept = await read(1.55 * SECOND);
    expect(numbers(kept)).toEqual(range(10, 25));
    const picture = kept[1];
    expect(picture?.kind === 'picture' && { ...picture.unit, data: [...picture.unit.data] }).toEqual({
      ...unit(11),
      data: [...unit(11).data],
    });
    expect(kept.find(({ kind }) => kind === 'telemetry')).toMatchObject({
      values: { altitudeM: 12, rcChannelsUs: [1500] },
    });
    const sound = kept.find((one) => one.kind === 'audio');
    expect(sound?.chunk).toMatchObject({ codec: 'aac', channels: 2, sampleRateHz: 44100 });
    expect([...(sound?.chunk.data ?? []), ...(sound?.chunk.description ?? [])]).toEqual([1, 2, 3, 9]);
  });

  it('gives back the packets of the vehicle’s link, each with its own time, also those that came last', async () => {
    open({ minutes: 1e6 });
    const stream = addStream();
    publish(stream, 0, 10);
    const sent: [us: number, bytes: number[]][] = [];
    for (let n = 0; n < 3000; n++) {
      const us = 1e6 + n * 1000;
      const bytes = Uint8Array.of(n & 255, n >> 8, ...new Array<number>(n % 40).fill(7));
      sent.push([us, [...bytes]]);
      stream.publishPacket(bytes, us);
      bytes.fill(0);
      if (n % 100 === 99) publish(stream, 10 + n / 100, 11 + n / 100);
    }
    const got: [us: number, bytes: number[]][] = [];
    for (const kept of await read(0)) {
      if (kept.kind !== 'packets') continue;
      const records = kept.block.written(0);
      const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
      for (let at = 0; at < records.length; ) {
        const us = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
        const wanted = sent[got.length]?.[1] ?? [];
        got.push([us, [...records.subarray(at + 8, at + 8 + wanted.length)]]);
        at += 8 + wanted.length;
      }
    }
    expect(got).toEqual(sent);
  });

  it('plays its sound back with its own times, in step with the pictures', async () => {
    open();
    const stream = addStream();
    const beginUs = nowUs() - 4 * SECOND;
    for (let number = 0; number < 40; number++) {
      stream.publish({ ...unit(number), receiveUs: beginUs + number * 0.1 * SECOND });
      stream.publishAudio({
        codec: 'g726',
        description: Uint8Array.of(2),
        channels: 1,
        sampleRateHz: 8000,
        data: Uint8Array.of(number),
        receiveUs: beginUs + (number + 0.5) * 0.1 * SECOND,
        captureUs: beginUs + number * 0.1 * SECOND,
      });
    }
    const heard: AudioChunk[] = [];
    const playback = rewind.playback('s', { ...SINK, audio: (chunk) => heard.push(chunk) });
    const fromUs = beginUs + 2 * SECOND + rewind.wallUs;
    playback?.play({ run: 1, fromUs, rate: 1 });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(8));
    playback?.stop();
    expect(heard.map(({ data }) => data[0])).toEqual(range(20, 20 + heard.length));
    expect(heard[0]).toMatchObject({ codec: 'g726', description: Uint8Array.of(2) });
    expect(heard[0]?.receiveUs).toBeCloseTo(fromUs + 0.05 * SECOND, -1);
    expect(heard[0]?.captureUs).toBeCloseTo(fromUs, -1);
  });

  it('gives what is not on the disk yet as well', async () => {
    open({ open: () => new Promise(() => undefined) });
    publish(addStream(), 0, 12);
    expect(numbers(await read(0))).toEqual(range(0, 12));
    // A disk that never answers is left alone.
    rewind = new Rewind({ hub: new Hub(), log: createLog('error', () => undefined), minutes: 0, bytes: 1 });
  });

  it('keeps no more than its minutes, and deletes segments whole', async () => {
    open({ minutes: 0.5 });
    publish(addStream(), 0, 1200);
    await rewind.flush();
    const kept = numbers(await read(0));
    expect(kept).toEqual(range(kept[0] ?? -1, 1200));
    // Segments of eight seconds: half a minute, and what began before it.
    expect(kept.length).toBeGreaterThanOrEqual(300);
    expect(kept.length).toBeLessThan(300 + 2 * 90);
    expect(files().length).toBeLessThan(8);
    expect((kept[0] ?? -1) % 10).toBe(0);
  });

  it('keeps no more bytes than it may, of all streams together, and lets the oldest go', async () => {
    const bytes = 32 * 2 ** 20;
    open({ bytes });
    const [first, second] = [addStream('first'), addStream('second')];
    for (let number = 0; number < 2000; number += 10) {
      publish(first, number, number + 10, 20_000);
      publish(second, number, number + 10, 10_000);
      await rewind.flush();
      expect(rewind.bytes).toBeLessThanOrEqual(bytes);
    }
    const folder = path.join(parent, readdirSync(parent)[0] ?? '');
    const sizeOf = (name: string) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    // Files are taken off the disk behind what goes on.
    await vi.waitFor(() => {
      expect(files().reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThanOrEqual(bytes);
    });
    const begins = await Promise.all(
      ['first', 'second'].map(async (id) => numbers(await read(0, undefined, id))[0] ?? 0),
    );
    // Both go back about as far: neither pays alone for the other's bytes.
    expect(Math.abs((begins[0] ?? 0) - (begins[1] ?? 0))).toBeLessThan(200);
  });

  it('hears of a picture after all who watch, and asks nothing of the disk while it does', () => {
    const order: string[] = [];
    open({
      open: () => {
        order.push('open');
        return Promise.resolve({ writev: () => Promise.resolve(), close: () => Promise.resolve() });
      },
    });
    const stream = addStream();
    stream.subscribe({ picture: () => order.push('viewer') });
    stream.tap({ picture: () => order.push('behind') });
    publish(stream, 0, 2, 600_000);
    expect(order).toEqual(['viewer', 'behind', 'viewer', 'behind']);
  });

  it('is no reason to fetch a stream', () => {
    open();
    expect(addStream().wanted).toBe(false);
  });

  it('leaves pictures out where the disk does not keep up, counts them and marks the gap', async () => {
    let go: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      go = resolve;
    });
    const file: AppendFile = { writev: () => stuck, close: () => Promise.resolve() };
    open({ open: () => Promise.resolve(file) });
    const stream = addStream();
    publish(stream, 0, 30, 1_000_000);
    expect(rewind.lost).toBeGreaterThan(10);
    go();
    await rewind.flush();
    publish(stream, 30, 40, 1000);
    expect(stateOf()?.gaps).toMatchObject([{ cause: 'loss' }]);
    const kept = numbers(await read(2.95 * SECOND));
    expect(kept).toEqual(range(30, 40));
  });

  it('marks the time in which the link was down', () => {
    open();
    const stream = addStream();
    publish(stream, 0, 20);
    publish(stream, 100, 120);
    const [gap] = stateOf()?.gaps ?? [];
    expect(gap?.cause).toBe('link');
    expect(Math.round((gap?.toUs ?? 0) - (gap?.fromUs ?? 0))).toBeCloseTo(8.1 * SECOND, -2);
  });

  it('says why it keeps nothing where the disk refuses, and leaves who watches alone', async () => {
    open({ open: () => Promise.reject(new Error('ENOSPC: no space left on device')) });
    const stream = addStream();
    const seen: number[] = [];
    stream.subscribe({
      picture: ({ receiveUs }) => seen.push(receiveUs),
    });
    publish(stream, 0, 15);
    await rewind.flush();
    publish(stream, 15, 30);
    expect(stateOf()).toMatchObject({
      off: { id: 'rewind.paused', params: { reason: expect.stringContaining('ENOSPC') } },
    });
    expect(stateOf()).not.toHaveProperty('range');
    expect(seen).toHaveLength(30);
    expect(warnings).toHaveLength(1);
    expect(rewind.bytes).toBe(0);
  });

  it('gives back what it holds of a disk that others fill, and takes more again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let disk = 2 ** 40;
    open({ bytes: 64 * 2 ** 20, reserveBytes: 2 ** 30, free: async () => disk - rewind.bytes });
    const stream = addStream();
    const fill = async (from: number) => {
      for (let number = from; number < from + 2000; number += 500) {
        publish(stream, number, number + 500, 10_000);
        await rewind.flush();
      }
    };
    await fill(0);
    const before = rewind.bytes;
    expect(before).toBeGreaterThan(15 * 2 ** 20);
    disk = before + 2 ** 30 - 10 * 2 ** 20;
    // The disk takes its own time to tell what is free, and to delete.
    await vi.waitFor(() => expect(rewind.bytes).toBeLessThanOrEqual(before - 10 * 2 ** 20));
    expect(stateOf()).toHaveProperty('range');
    expect(warnings).toEqual([expect.stringContaining('nearly full')]);
    disk = 2 ** 40;
    let from = 2000;
    await vi.waitFor(async () => {
      await fill(from);
      from += 2000;
      expect(rewind.bytes).toBeGreaterThan(before);
    });
    vi.useRealTimers();
  });

  it('says so where no folder can be made, or where it is switched off', () => {
    open({ parent: path.join(parent, 'none') });
    addStream();
    expect(stateOf()).toMatchObject({
      off: { id: 'rewind.noFolder', params: { reason: expect.stringContaining('ENOENT') } },
    });
    open({ minutes: 0 });
    expect(stateOf()).toMatchObject({ off: { id: 'rewind.off' } });
    expect(readdirSync(parent)).toEqual([]);
  });

  it('keeps marks as long as what they mark', () => {
    open({ minutes: 0.5 });
    const stream = addStream();
    expect(rewind.mark('s')).toBe(false);
    publish(stream, 0, 20);
    rewind.mark('s', rewind.wallUs + 1 * SECOND, 'here');
    expect(stateOf()?.marks).toEqual([{ atUs: rewind.wallUs + 1 * SECOND, label: 'here' }]);
    publish(stream, 20, 900);
    expect(stateOf()?.marks).toEqual([]);
  });

  it('leaves no file behind, of a stream that goes nor of itself', async () => {
    open();
    publish(addStream(), 0, 100);
    await rewind.flush();
    expect(files()).not.toEqual([]);
    hub.remove('s');
    await rewind.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('lets nobody else into its folder, and takes away what a killed process left there', () => {
    const left = path.join(parent, 'groundglass-rewind-999999999-abc');
    mkdirSync(left);
    writeFileSync(path.join(left, '0-0'), 'x');
    utimesSync(left, 1, 1);
    mkdirSync(path.join(parent, 'somebody-elses'));
    open();
    const names = readdirSync(parent);
    expect(names).toHaveLength(2);
    expect(names).toContain('somebody-elses');
    const own = names.find((name) => name.startsWith('groundglass-rewind-')) ?? '';
    expect(statSync(path.join(parent, own)).mode & 0o077).toBe(0);
  });

  it('reads on at the next key picture where what it reads is deleted', async () => {
    open({ minutes: 0.5 });
    const stream = addStream();
    publish(stream, 0, 200);
    await rewind.flush();
    const seen: number[] = [];
    for await (const kept of rewind.read('s', 0)) {
      seen.push(...numbers([kept]));
      if (seen.length === 5) publish(stream, 200, 900);
    }
    expect(seen.slice(0, 5)).toEqual(range(0, 5));
    const after = seen.slice(5);
    expect((after[0] ?? -1) % 10).toBe(0);
    expect(after).toEqual(range(after[0] ?? -1, 900));
  });
});

it('says that a disk does not answer, and that it does again', async () => {
  let wake: () => void = () => undefined;
  let hangs = true;
  const file: AppendFile = {
    writev: () => (hangs ? new Promise<void>((resolve) => (wake = resolve)) : Promise.resolve()),
    close: () => Promise.resolve(),
  };
  open({ minutes: 1e6, open: () => Promise.resolve(file) });
  const stream = addStream();
  publish(stream, 0, 600);
  await vi.waitFor(() => expect(stateOf()).toMatchObject({ off: { id: 'rewind.paused' } }), { timeout: 30_000 });
  hangs = false;
  wake();
  await vi.waitFor(() => expect(stateOf()).not.toHaveProperty('off.id'));
});

describe('the rewind buffer whose folder', () => {
  const own = () => path.join(parent, readdirSync(parent).find((name) => name.startsWith('groundglass-rewind-')) ?? '');

  it('is taken away keeps what comes in another, also for those who look back already', async () => {
    open({ minutes: 1e6 });
    const stream = addStream();
    publish(stream, 0, 25);
    await rewind.flush();
    const playback = rewind.playback('s', SINK);
    rmSync(own(), { recursive: true });
    await rewind.look();
    publish(stream, 25, 45);
    await rewind.flush();
    expect(numbers(await read(0))).toEqual(range(30, 45));
    expect(playback?.state()).toMatchObject({ range: { beginUs: expect.any(Number) } });
    expect(playback?.state()).not.toHaveProperty('off.id');
    expect(warnings).toHaveLength(1);
  });

  it('is emptied keeps what comes', async () => {
    open({ minutes: 1e6 });
    const stream = addStream();
    publish(stream, 0, 25);
    await rewind.flush();
    for (const name of readdirSync(own())) rmSync(path.join(own(), name));
    await rewind.look();
    publish(stream, 25, 45);
    await rewind.flush();
    expect(numbers(await read(0))).toEqual(range(30, 45));
  });

  it('cannot be made is made once it can be', async () => {
    const late = path.join(parent, 'late');
    open({ minutes: 1e6, parent: late });
    const stream = addStream();
    publish(stream, 0, 25);
    mkdirSync(late);
    await rewind.look();
    publish(stream, 25, 45);
    await rewind.flush();
    expect(numbers(await read(0))).toEqual(range(30, 45));
  });
});
