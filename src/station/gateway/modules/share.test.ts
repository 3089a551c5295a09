import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  SHARE_HEADER_BYTES,
  type ShareAnswer,
  type ShareMessage,
  writeSharedSound,
  writeShareHeader,
} from '#contracts/share';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { text } from '#core/texts/text';
import { nowUs } from '../../clock';
import type { Role } from '../../extension/role';
import { createLog } from '../../log';
import { Station } from '../../station';
import { numberedJpegs } from '../../transcode/fixtures/numbered';
import { TokenStore } from '../access/token-store';
import { type Gateway, startGateway } from '../gateway';

const clip = path.resolve(import.meta.dirname, '../../../core/bitstream/fixtures/baseline.h264');
const units: AccessUnit[] = [];
const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
assembler.push(readFileSync(clip), 0);
assembler.flush();

const SESSION = 'session-of-this-test';
const START: ShareMessage = { type: 'start', session: SESSION, name: 'Bow camera', format: 'h264' };

let folder: string;
let station: Station;
let gateway: Gateway;
let tokens: TokenStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-share-'));
  tokens = new TokenStore(path.join(folder, 'access.json'));
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  gateway = await startGateway({ station, listen: { address: '0.0.0.0', port: 0 }, viewerRoot: folder, tokens });
});
afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

async function sharer(role: Role = 'publisher') {
  const { port } = new URL(gateway.url);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/share?token=${tokens.make(role).token}`);
  const answers: ShareAnswer[] = [];
  socket.on('message', (data) => answers.push(JSON.parse(String(data)) as ShareAnswer));
  await once(socket, 'open');
  return {
    socket,
    answers,
    tell: (message: ShareMessage) => socket.send(JSON.stringify(message)),
    picture(data: Uint8Array, key: boolean, captureUs?: number) {
      const message = writeShareHeader({ key, captureUs }, data.length);
      message.set(data, SHARE_HEADER_BYTES);
      socket.send(message);
    },
    answer: (type: ShareAnswer['type']) =>
      vi.waitFor(() => {
        const found = answers.find((answer) => answer.type === type);
        if (!found) throw new Error(`no ${type} among ${JSON.stringify(answers)}`);
        return found;
      }),
  };
}

const stream = () => station.hub.list()[0];

/** Takes a stream's pictures. */
function watch(): AccessUnit[] {
  const pictures: AccessUnit[] = [];
  const nothing = () => undefined;
  stream()?.subscribe({ picture: (unit) => pictures.push(unit), telemetry: nothing, state: nothing });
  return pictures;
}

describe('a shared camera', () => {
  it('is a stream under the name that its person gave it, picture for picture, with its capture times', async () => {
    const { tell, picture, answer } = await sharer();
    tell(START);
    expect(await answer('started')).toEqual({ type: 'started', stream: 'share-Bow-camera' });
    expect(stream()?.info).toMatchObject({ id: 'share-Bow-camera', name: 'Bow camera', kind: 'push' });
    const pictures = watch();
    const captureUs = nowUs() - 5000;
    for (const { data, key } of units) picture(data, key, captureUs);
    await vi.waitFor(() => expect(pictures.length).toBe(units.length));
    expect(pictures.map(({ key }) => key)).toEqual(units.map(({ key }) => key));
    expect(pictures.at(-1)?.data).toEqual(units.at(-1)?.data);
    expect(pictures[0]?.captureUs).toBe(captureUs);
    expect(stream()?.links.video?.state).toBe('open');
  });

  it('may be JPEG', async () => {
    const { tell, picture, answer } = await sharer();
    tell({ ...START, format: 'jpeg' });
    await answer('started');
    const pictures = watch();
    const [jpeg = new Uint8Array()] = numberedJpegs(1);
    picture(jpeg, true, nowUs() + 60_000_000);
    await vi.waitFor(() => expect(pictures.length).toBe(1));
    expect(pictures[0]).toMatchObject({ codec: 'jpeg', key: true });
    expect(pictures[0]?.captureUs, 'a time that is yet to come is not believed').toBeUndefined();
  });

  it('may bring its sound, with its times', async () => {
    const { tell, socket, answer } = await sharer();
    tell(START);
    await answer('started');
    const heard: AudioChunk[] = [];
    const nothing = () => undefined;
    stream()?.subscribe({ picture: nothing, telemetry: nothing, state: nothing, audio: (chunk) => heard.push(chunk) });
    const captureUs = nowUs() - 5000;
    const sound = { codec: 'opus', channels: 1, sampleRateHz: 48_000, data: Uint8Array.of(0xfc, 1, 2) } as const;
    socket.send(writeSharedSound({ ...sound, captureUs }));
    socket.send(writeSharedSound({ ...sound, captureUs: nowUs() + 60_000_000 }));
    socket.send(writeSharedSound({ ...sound, channels: 0 }));
    await vi.waitFor(() => expect(stream()?.statistics().faults).toBe(1));
    expect(heard.map(({ data }) => [...data])).toEqual([[...sound.data], [...sound.data]]);
    expect(heard[0]).toMatchObject({ codec: 'opus', channels: 1, sampleRateHz: 48_000, captureUs });
    expect(heard[1]?.captureUs, 'a time that is yet to come is not believed').toBeUndefined();
  });

  it('is asked for no more than is shown where it listens, and for nothing where it does not', async () => {
    const listens = await sharer();
    listens.tell({ ...START, accepts: ['encoding'] });
    await listens.answer('started');
    const other = await sharer();
    other.tell({ ...START, session: 'another-session-of-it' });
    await other.answer('started');
    const nothing = () => undefined;
    for (const shared of station.hub.list()) {
      const taken = { width: 300, height: 220 };
      shared.subscribe({ taken, picture: nothing, telemetry: nothing, state: nothing });
    }
    const requests = () => listens.answers.filter(({ type }) => type === 'encoding');
    await vi.waitFor(() => expect(requests()).toEqual([{ type: 'encoding', width: 320, height: 240 }]));
    expect(other.answers.map(({ type }) => type)).not.toContain('encoding');
  });

  it('hears that it is watched, how far its pictures are, and when a key picture is wanted', async () => {
    const { tell, picture, answer, answers } = await sharer();
    tell(START);
    await answer('started');
    expect(await answer('watched')).toEqual({ type: 'watched', by: 0 });
    watch();
    await answer('key-picture');
    for (const { data, key } of units.slice(0, 8)) picture(data, key);
    await vi.waitFor(() => {
      const taken = answers.filter((each) => each.type === 'taken').reduce((sum, { pictures }) => sum + pictures, 0);
      expect(taken).toBe(8);
    });
    await vi.waitFor(() => expect(answers).toContainEqual({ type: 'watched', by: 1 }));
    tell({ type: 'ping', sharerUs: 7 });
    expect(await answer('pong')).toMatchObject({ sharerUs: 7 });
  });

  it('ends when it is stopped, and waits for a sharer whose connection broke', async () => {
    const first = await sharer();
    first.tell(START);
    await first.answer('started');
    const before = stream();
    first.socket.terminate();
    await vi.waitFor(() => expect(before?.links.video?.state).toBe('connecting'));
    const again = await sharer();
    again.tell(START);
    await again.answer('started');
    expect(stream()).toBe(before);
    expect(before?.links.video?.state).toBe('open');
    again.tell({ type: 'stop' });
    await vi.waitFor(() => expect(station.hub.list()).toEqual([]));
  });

  it('is taken over by a second connection of the same session, and by no other', async () => {
    const [first, again, other] = [await sharer(), await sharer(), await sharer()];
    first.tell(START);
    await first.answer('started');
    again.tell(START);
    await again.answer('started');
    other.tell({ ...START, session: 'somebody-elses-session' });
    expect(await other.answer('started')).toEqual({ type: 'started', stream: 'share-Bow-camera-2' });
    first.socket.terminate();
    again.picture(units[0]?.data ?? new Uint8Array(), true);
    await vi.waitFor(() => expect(stream()?.statistics().pictures).toBe(1));
    expect(station.hub.list().length).toBe(2);
  });

  it('is refused to those who may only watch', async () => {
    const { tell, answer, picture } = await sharer('viewer');
    tell(START);
    expect(await answer('refused')).toMatchObject({ message: text('refused.mayNotShare') });
    picture(units[0]?.data ?? new Uint8Array(), true);
    expect(station.hub.list()).toEqual([]);
  });

  it('is not disturbed by nonsense', async () => {
    const { tell, picture, socket, answer } = await sharer();
    socket.send('nonsense');
    picture(new Uint8Array(10), true);
    tell(START);
    await answer('started');
    socket.send(new Uint8Array(3));
    picture(new Uint8Array(100).fill(7), false);
    for (const { data, key } of units.slice(0, 3)) picture(data, key);
    await vi.waitFor(() =>
      expect(stream()?.links.video).toMatchObject({ state: 'open', lastDataUs: expect.any(Number) }),
    );
    await vi.waitFor(() => expect(stream()?.statistics().pictures).toBe(3));
  });
});
