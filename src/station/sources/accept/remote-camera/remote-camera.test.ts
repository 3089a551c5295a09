import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nalUnitsOf } from '#core/bitstream/avcc';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { type RemoteCameraMessage, writeRemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { readSenderRequest } from '#core/protocols/remote-camera/sender-requests';
import { Approvals } from '../../../approvals/approvals';
import { splitClip } from '../../../clips/clip';
import { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { base64Of, naluDataOf, parameterSetsOf } from '../../../simulators/phone/phone-messages';
import { runPhoneSimulator } from '../../../simulators/phone/phone-simulator';
import { sightsAt } from '../../../simulators/phone/sights';
import { numberedJpegs } from '../../../transcode/fixtures/numbered';
import { decodeBase64 } from './decode-base64';
import { type RemoteCamera, startRemoteCamera } from './remote-camera';

const CLIP = fileURLToPath(new URL('../../../../core/bitstream/fixtures/baseline.h264', import.meta.url));
/** 352x288. */
const LARGER_CLIP = fileURLToPath(
  new URL('../../../../core/bitstream/picture-end/fixtures/camera-cif.h264', import.meta.url),
);
const clip = splitClip(readFileSync(CLIP));
const hevc = splitClip(
  readFileSync(new URL('../../../../core/bitstream/h265/fixtures/plain.h265', import.meta.url)),
  'h265',
);

let camera: RemoteCamera;
let hub: Hub;
let approvals: Approvals;
const sockets: net.Socket[] = [];
const stopping = new AbortController();

async function listen(more: { readonly acceptNew?: boolean; readonly pairingCode?: string } = {}) {
  hub = new Hub();
  approvals = new Approvals();
  camera = await startRemoteCamera({
    hub,
    approvals,
    log: createLog('error', () => undefined),
    address: '127.0.0.1',
    port: 0,
    acceptNew: true,
    isAdvertised: false,
    ...more,
  });
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await camera.close();
});

/** A phone that says just what a test has it say. */
async function phone() {
  const socket = net.connect(camera.port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  const heard: string[] = [];
  socket.on('data', (data) => heard.push(...data.toString().split('\n').filter(Boolean)));
  return {
    socket,
    heard,
    closed: once(socket, 'close'),
    say: (message: RemoteCameraMessage) => socket.write(writeRemoteCameraMessage(message)),
    greet: (sourceID: string, more: object = {}) =>
      socket.write(
        writeRemoteCameraMessage({
          kind: 'handshake',
          payload: { sourceID, deviceName: `name of ${sourceID}`, ...more },
        }),
      ),
    video: (picture: AccessUnit, style: Partial<Parameters<typeof naluDataOf>[1]> = {}, sourceID = 'a') =>
      socket.write(
        writeRemoteCameraMessage({
          kind: 'videoNALU',
          payload: {
            sourceID,
            timestamp: performance.now() / 1000,
            isKeyFrame: picture.key,
            naluData: naluDataOf(picture, { codec: 'h264', framing: 'avcc', parameterSets: 'inband', ...style }),
          },
        }),
      ),
  };
}

function taken(stream: Stream, size?: TakenSize) {
  const pictures: AccessUnit[] = [];
  const sound: AudioChunk[] = [];
  /** As which the pictures came, one after the other: a busy machine may miss one that it looks for. */
  const formats: (string | undefined)[] = [];
  const leave = stream.subscribe({
    ...(size && { taken: size }),
    picture: (unit) => {
      pictures.push(unit);
      if (formats.at(-1) !== stream.format) formats.push(stream.format);
    },
    audio: (chunk) => sound.push(chunk),
  });
  return { pictures, sound, formats, leave };
}

const stream = (id = 'a') => vi.waitUntil(() => hub.get(id));

describe('a phone', () => {
  it.each([
    ['AVCC, parameter sets in band', { framing: 'avcc', parameterSets: 'inband' }],
    ['Annex B, parameter sets in band', { framing: 'annexb', parameterSets: 'inband' }],
    ['AVCC, parameter sets in the handshake', { framing: 'avcc', parameterSets: 'handshake' }],
    ['Annex B, parameter sets in the handshake', { framing: 'annexb', parameterSets: 'handshake' }],
  ] as const)('gives the pictures that its encoder made: %s', async (_, style) => {
    await listen();
    const { greet, video } = await phone();
    greet('a', style.parameterSets === 'handshake' ? { parameterSets: parameterSetsOf(clip[0]!, 'h264') } : {});
    const { pictures } = taken(await stream());
    for (const picture of clip.slice(0, 8)) video(picture, style);
    await vi.waitFor(() => expect(pictures).toHaveLength(8));
    expect(pictures.map(({ key }) => key)).toEqual(clip.slice(0, 8).map(({ key }) => key));
    expect(Buffer.from(pictures[3]!.data).equals(clip[3]!.data)).toBe(true);
    expect(pictures.every(({ captureUs, receiveUs }) => captureUs !== undefined && captureUs <= receiveUs)).toBe(true);
    expect(hub.get('a')).toMatchObject({
      info: { kind: 'remote-camera', name: 'name of a', video: '127.0.0.1' },
      format: expect.stringContaining('avc1'),
    });
  });

  it.each(['inband', 'handshake'] as const)('may send H.265, its parameter sets %s', async (parameterSets) => {
    await listen();
    const { greet, video } = await phone();
    greet('a', parameterSets === 'handshake' ? { parameterSets: parameterSetsOf(hevc[0]!, 'h265') } : {});
    const { pictures } = taken(await stream());
    for (const picture of hevc.slice(0, 6)) video(picture, { codec: 'h265', parameterSets });
    await vi.waitFor(() => expect(pictures).toHaveLength(6));
    expect(pictures.every(({ codec, captureUs }) => codec === 'h265' && captureUs !== undefined)).toBe(true);
    // Start codes are of three bytes in the clip.
    expect(nalUnitsOf(pictures[0]!.data)).toEqual(nalUnitsOf(hevc[0]!.data));
    expect(hub.get('a')?.format).toMatch(/^h[ve][vc]1/);
  });

  it('may change its codec when it greets anew', async () => {
    await listen();
    const { greet, video } = await phone();
    greet('a');
    const { pictures } = taken(await stream());
    video(clip[0]!);
    greet('a');
    video(hevc[0]!, { codec: 'h265' });
    await vi.waitFor(() => expect(pictures.map(({ codec = 'h264' }) => codec)).toEqual(['h264', 'h265']));
  });

  it('without parameter sets is said to lack them', async () => {
    await listen();
    const { greet, video } = await phone();
    greet('a');
    const { links: before } = await stream();
    expect(before.video?.state).toBe('open');
    for (const picture of clip.slice(0, 3)) video(picture, { parameterSets: 'none' });
    await vi.waitFor(() => expect(hub.get('a')?.links.video).toMatchObject({ waitingFor: 'parameter-sets' }));
  });

  it('may send JPEG, sound, a face, and messages that nobody can read', async () => {
    await listen();
    const { greet, say, socket } = await phone();
    greet('a');
    const its = await stream();
    const { pictures, sound } = taken(its);
    socket.write('{"kind":"videoNALU"}\nnonsense\n');
    const imageData = base64Of(numberedJpegs(1)[0]!);
    say({ kind: 'frame', payload: { sourceID: 'a', timestamp: 1, width: 16, height: 16, imageData } });
    say({
      kind: 'audio',
      payload: { sourceID: 'a', timestamp: 1, sampleRate: 48_000, channels: 2, audioData: base64Of(new Uint8Array(8)) },
    });
    say({
      kind: 'audio',
      payload: { sourceID: 'a', timestamp: 1, sampleRate: 48_000, channels: 2, audioData: base64Of(new Uint8Array(7)) },
    });
    say({ kind: 'metadata', payload: { sourceID: 'a', timestamp: 1, metadata: sightsAt(0, 'face')[0]! } });
    await vi.waitFor(() => expect(its.lastTelemetry?.values).toMatchObject({ faceTracking: 'normal', rollDeg: 0 }));
    expect(pictures).toMatchObject([{ codec: 'jpeg', key: true }]);
    expect(sound).toMatchObject([{ codec: 'pcm-s16le', channels: 2, sampleRateHz: 48_000 }]);
    expect(its.statistics().faults).toBe(3);
    expect(its.links.telemetry?.state).toBe('open');
  });

  it('that changes its id gets a stream of that name, and another cannot speak for it', async () => {
    await listen();
    const { greet, video } = await phone();
    greet('a');
    await stream();
    greet('b');
    const its = await stream('b');
    const { pictures } = taken(its);
    video(clip[0]!, {}, 'a');
    video(clip[0]!, {}, 'b');
    await vi.waitFor(() => expect(pictures).toHaveLength(1));
    expect(its.statistics().faults).toBe(1);
    expect(hub.get('a')?.links.video?.state).toBe('connecting');
  });

  it('that comes back takes its stream over, and its viewers stay', async () => {
    await listen();
    const first = await phone();
    first.greet('a');
    const its = await stream();
    const { pictures } = taken(its);
    first.video(clip[0]!);
    await vi.waitFor(() => expect(pictures).toHaveLength(1));
    const second = await phone();
    second.greet('a');
    await first.closed;
    second.video(clip[1]!);
    second.video(clip[0]!);
    await vi.waitFor(() => expect(pictures).toHaveLength(2));
    expect(pictures.every(({ key }) => key)).toBe(true);
    expect(hub.list()).toEqual([its]);
  });

  it('is written to only where it says that it listens', async () => {
    await listen();
    const original = await phone();
    original.greet('a');
    const ours = await phone();
    ours.greet('b', { accepts: ['keyFrame'] });
    await vi.waitFor(() => expect(ours.heard.map(readSenderRequest)).toEqual([{ kind: 'keyFrame' }]));
    for (const picture of clip.slice(1, 4)) original.video(picture);
    await vi.waitUntil(() => (hub.get('a')?.statistics().bytes ?? 0) > 0);
    expect(original.heard).toEqual([]);
  });

  it('is let in by a person, and asked about once', async () => {
    await listen({ acceptNew: false });
    const first = await phone();
    first.greet('a');
    await vi.waitUntil(() => approvals.pending.length === 1);
    expect(approvals.pending).toMatchObject([{ kind: 'phone', name: 'name of a', address: '127.0.0.1' }]);
    first.video(clip[0]!);
    expect(hub.list()).toEqual([]);
    approvals.answer(approvals.pending[0]!.id, true);
    await stream();
    const again = await phone();
    again.greet('a');
    await first.closed;
    expect(approvals.pending).toEqual([]);
  });

  it('that a person refuses is shut out, now and later', async () => {
    await listen({ acceptNew: false });
    const first = await phone();
    first.greet('a');
    await vi.waitUntil(() => approvals.pending.length === 1);
    approvals.answer(approvals.pending[0]!.id, false);
    await first.closed;
    const again = await phone();
    again.greet('a');
    await again.closed;
    expect(hub.list()).toEqual([]);
  });

  it.each([
    ['the code', '4711', true],
    ['another code', '4712', false],
  ])('that gives %s is let in: %s, %s', async (_, pairingCode, isLetIn) => {
    await listen({ acceptNew: false, pairingCode: '4711' });
    const { greet } = await phone();
    greet('a', { pairingCode });
    if (isLetIn) return expect((await stream()).info.id).toBe('a');
    await vi.waitUntil(() => approvals.pending.length === 1);
    expect(hub.list()).toEqual([]);
  });

  it("cannot have another stream's id", async () => {
    await listen();
    hub.add({ id: 'a', name: 'a', kind: 'push', video: '', telemetry: '' });
    const { greet, closed } = await phone();
    greet('a');
    await closed;
  });
});
it('there are 128 connections at most, and one more is closed at once', async () => {
  await listen();
  const phones = await Promise.all(Array.from({ length: 128 }, () => phone()));
  const late = await phone();
  await late.closed;
  phones[0]?.greet('a');
  await vi.waitFor(() => expect(hub.list()).toHaveLength(1));
});

it('a probe leaves no trace', async () => {
  await listen();
  const { socket, closed } = await phone();
  socket.end();
  await closed;
  expect(hub.list()).toEqual([]);
});

it('strangers cannot fill the memory: a long line of theirs is skipped', async () => {
  await listen();
  const { socket, greet } = await phone();
  socket.write('x'.repeat(1024 * 1024));
  socket.write('\n');
  greet('a');
  expect((await stream()).info.id).toBe('a');
});

it('the simulated phone is shown, with its sound and its face', async () => {
  await listen({ acceptNew: false, pairingCode: '1' });
  const running = runPhoneSimulator(
    {
      host: '127.0.0.1',
      port: camera.port,
      sourceId: 'sim',
      name: 'Simulated',
      pairingCode: '1',
      clip: CLIP,
      fps: 60,
      codec: 'h264',
      framing: 'avcc',
      parameterSets: 'handshake',
      audio: 'pcm16',
      metadata: 'face',
      onEvent: () => undefined,
    },
    stopping.signal,
  );
  const its = await stream('sim');
  const { pictures, sound } = taken(its);
  await vi.waitUntil(() => pictures.length > 20 && sound.length > 10);
  expect(its.lastTelemetry?.values.blendShapes).toHaveProperty('jawOpen');
  expect(its.statistics().faults).toBe(0);
  stopping.abort();
  await running;
});

it('a phone that listens is asked for no more than is shown, and let go once somebody wants all; one that does not hears nothing', async () => {
  await listen();
  const original = await phone();
  original.greet('a');
  const ours = await phone();
  ours.greet('b', { accepts: ['encoding'] });
  const requests = () => ours.heard.map(readSenderRequest);
  for (const id of ['a', 'b']) taken(await stream(id), { width: 300, height: 220 });
  await vi.waitFor(() => expect(requests()).toEqual([{ kind: 'encoding', width: 320, height: 240 }]));
  const recorder = taken((await stream('b')) as Stream);
  await vi.waitFor(() => expect(requests().slice(1)).toEqual([{ kind: 'encoding' }]));
  recorder.leave();
  ours.greet('b', { accepts: ['encoding'] });
  await vi.waitFor(() => expect(requests().slice(2)).toEqual([{ kind: 'encoding', width: 320, height: 240 }]));
  expect(original.heard).toEqual([]);
});

it('a phone whose pictures come ever later is asked for fewer bits', async () => {
  await listen();
  const { greet, say, heard } = await phone();
  greet('a', { accepts: ['encoding'] });
  taken(await stream());
  // The first one was quick; each that follows waits in a line that is too narrow for it.
  let sent = 0;
  const timer = setInterval(() => {
    const picture = clip[sent % clip.length]!;
    const waitedS = sent++ === 0 ? 0 : 1;
    const naluData = naluDataOf(picture, { codec: 'h264', framing: 'avcc', parameterSets: 'inband' });
    const timestamp = performance.now() / 1000 - waitedS;
    say({ kind: 'videoNALU', payload: { sourceID: 'a', timestamp, isKeyFrame: picture.key, naluData } });
  }, 20);
  try {
    const requests = () => heard.map(readSenderRequest);
    await vi.waitFor(() =>
      expect(requests()[0]).toMatchObject({ kind: 'encoding', bitsPerSecond: expect.any(Number) }),
    );
  } finally {
    clearInterval(timer);
  }
});

it.each(['inband', 'handshake'] as const)(
  'the simulated phone encodes as it is asked, its parameter sets %s, and as it likes when it is let go',
  async (parameterSets) => {
    await listen();
    const running = new AbortController();
    const ended = runPhoneSimulator(
      {
        host: '127.0.0.1',
        port: camera.port,
        sourceId: 'sim',
        name: 'Simulated',
        parameterSets,
        clip: LARGER_CLIP,
        fps: 30,
        codec: 'h264',
        framing: 'avcc',
        audio: 'none',
        metadata: 'none',
        onEvent: () => undefined,
      },
      running.signal,
    );
    const its = await stream('sim');
    const whole = taken(its);
    await vi.waitFor(() => expect(whole.formats).toEqual([expect.stringMatching(/ 352x288$/)]));
    const { pictures, formats, leave } = taken(its, { width: 150, height: 150 });
    whole.leave();
    await vi.waitFor(() => expect(formats.at(-1)).toMatch(/ 160x130$/));
    leave();
    taken(its);
    await vi.waitFor(() => expect(its.format).toMatch(/ 352x288$/));
    expect(its.statistics().faults).toBe(0);
    expect(pictures.length).toBeGreaterThan(0);
    running.abort();
    await ended;
  },
);

it.each(['h264', 'h265'] as const)(
  'the simulated phone encodes what a camera of its own sees, in %s, and begins anew as it is asked',
  async (codec) => {
    await listen();
    const running = new AbortController();
    const ended = runPhoneSimulator(
      {
        host: '127.0.0.1',
        port: camera.port,
        sourceId: 'live',
        name: 'Live',
        parameterSets: 'handshake',
        clip: '',
        camera: 'test',
        fps: 15,
        codec,
        framing: 'avcc',
        audio: 'pcm16',
        metadata: 'none',
        onEvent: () => undefined,
      },
      running.signal,
    );
    const its = await stream('live');
    const whole = taken(its);
    await vi.waitFor(() => expect(whole.formats).toEqual([expect.stringMatching(/ 1280x720$/)]));
    const { pictures, sound, formats } = taken(its, { width: 300, height: 300 });
    whole.leave();
    await vi.waitFor(() => expect(formats.at(-1)).toMatch(/ 320x180$/));
    await vi.waitUntil(() => sound.length > 10);
    expect(pictures.some(({ captureUs, receiveUs }) => captureUs !== undefined && captureUs <= receiveUs)).toBe(true);
    expect(its.statistics().faults).toBe(0);
    running.abort();
    await ended;
  },
);

describe('base64', () => {
  it.each([
    ['AAEC', [0, 1, 2]],
    ['AAE=', [0, 1]],
    ['AA==', [0]],
    ['AA', [0]],
  ])('%s is read', (text, bytes) => expect([...(decodeBase64(text) ?? [])]).toEqual(bytes));

  it.each(['A', 'AA!A', 'AAE==', '====', 'AA=A', 'AAAA='])('%s is refused', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
