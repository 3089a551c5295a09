import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { Approvals } from '../../../approvals/approvals';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { recordOnDemand } from '../../../services/recorder/fixtures/settings';
import { Recorder } from '../../../services/recorder/recorder';
import { runPhoneSimulator } from '../../../simulators/phone/phone-simulator';
import { startRemoteCamera } from './remote-camera';

const CLIP = fileURLToPath(new URL('../../../../core/bitstream/fixtures/baseline.h264', import.meta.url));
const log = createLog('error', () => undefined);

it('a phone is recorded with its sound, and with what it sees of faces, bodies and of its own', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-phone-'));
  const hub = new Hub();
  const recorder = new Recorder(hub, log, recordOnDemand(folder, { pattern: 'rec' }));
  await recorder.ready();
  const camera = await startRemoteCamera({
    hub,
    log,
    approvals: new Approvals(),
    address: '127.0.0.1',
    port: 0,
    acceptNew: true,
    isAdvertised: false,
  });
  const stopping = new AbortController();
  const running = runPhoneSimulator(
    {
      host: '127.0.0.1',
      port: camera.port,
      sourceId: 'a',
      name: 'Ann',
      parameterSets: 'inband',
      clip: CLIP,
      fps: 60,
      codec: 'h264',
      framing: 'avcc',
      audio: 'pcm16',
      metadata: 'all',
      onEvent: () => undefined,
    },
    stopping.signal,
  );
  try {
    const stream = await vi.waitUntil(() => hub.get('a'));
    await vi.waitUntil(() => stream.lastAudio && stream.lastTelemetry);
    recorder.start('a');
    const lines = async () =>
      (await readFile(path.join(folder, 'rec.jsonl'), 'utf8').catch(() => ''))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { readonly type: string; readonly values?: object });
    const seen = async () => (await lines()).find(({ values }) => values && 'custom' in values && 'joints' in values);
    await vi.waitFor(async () => expect(await seen()).toBeDefined());
    expect((await seen())?.values).toMatchObject({
      faceTracking: 'normal',
      blendShapes: { jawOpen: expect.any(Number) },
      rollDeg: expect.any(Number),
      joints: expect.arrayContaining([{ name: 'head_joint', x: 0, y: 0.62, z: 0 }]),
      custom: { 'gaze.x': expect.any(Number), 'gaze.y': expect.any(Number) },
    });
    recorder.stop('a');
    await vi.waitFor(() => expect(recorder.library.list()).toMatchObject([{ info: { state: 'finished' } }]));
  } finally {
    stopping.abort();
    await running;
    await camera.close();
    await recorder.close();
  }
  const args = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', path.join(folder, 'rec.mp4')];
  expect(execFileSync('ffprobe', args).toString().split('\n')).toEqual(expect.arrayContaining(['h264', 'pcm_s16le']));
  await rm(folder, { recursive: true });
});
