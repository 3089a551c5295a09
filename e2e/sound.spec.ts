import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { AccessUnitAssembler } from '../src/core/bitstream/access-unit-assembler';
import type { AccessUnit } from '../src/core/media/access-unit';
import { writePushPacket } from '../src/core/protocols/push/packet';
import { writePushSound } from '../src/core/protocols/push/sound';
import { type OpenViewer, openViewer } from './support/viewer';

const FPS = 30;
const TONE_HZ = 1000;
const RATE_HZ = 16_000;
const PIECE_MS = 20;
/** In each second, from the 15th picture on: three white pictures, and a tone as long. */
const MARK_MS = 500;
const MARK_LENGTH_MS = 100;

/** Two seconds of black pictures, with the white ones in them. */
function markedClip(): AccessUnit[] {
  const filter = `color=black:s=640x480:r=${FPS}:d=2,drawbox=c=white:t=fill:enable='between(mod(n,30),15,17)',format=yuv420p`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', filter, '-c:v', 'libx264', '-preset', 'ultrafast'];
  const bytes = execFileSync('ffmpeg', [...args, '-tune', 'zerolatency', '-g', '30', '-f', 'h264', 'pipe:1']);
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(bytes, 0);
  assembler.flush();
  return units;
}

/** A piece of 20 ms that ends `ms` after the start, PCM. */
function piece(endMs: number): Uint8Array {
  const data = Buffer.alloc((RATE_HZ * PIECE_MS * 2) / 1000);
  for (let n = 0; n < data.length / 2; n++) {
    const ms = endMs - PIECE_MS + (n * 1000) / RATE_HZ;
    const inMark = ms % 1000 >= MARK_MS && ms % 1000 < MARK_MS + MARK_LENGTH_MS;
    data.writeInt16LE(inMark ? Math.round(16_000 * Math.sin((2 * Math.PI * TONE_HZ * ms) / 1000)) : 0, n * 2);
  }
  return data;
}

const closing: (() => Promise<unknown> | unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A camera with a microphone: each picture when it is taken, each piece of sound when its last sample is. */
function push(viewer: OpenViewer, units: readonly AccessUnit[]): void {
  const socket = new WebSocket(`ws://${new URL(viewer.page.url()).host}/ws/video?id=camera`);
  let timer: NodeJS.Timeout | undefined;
  socket.on('open', () => {
    const startMs = performance.now();
    let pictures = 0;
    let pieces = 0;
    timer = setInterval(() => {
      const ms = performance.now() - startMs;
      for (; (pictures * 1000) / FPS <= ms; pictures++) {
        const { data, key } = units[pictures % units.length]!;
        const timestampUs = Math.floor((pictures * 1e6) / FPS);
        socket.send(writePushPacket({ type: key ? 'key-frame' : 'frame', timestampUs, flags: 0, payload: data }));
      }
      for (; (pieces + 1) * PIECE_MS <= ms; pieces++) {
        const format = { codec: 'pcm-s16le', sampleRateHz: RATE_HZ, channels: 1 } as const;
        socket.send(
          writePushSound({ ...format, timestampUs: pieces * PIECE_MS * 1000, data: piece((pieces + 1) * PIECE_MS) }),
        );
      }
    }, 2);
  });
  closing.push(() => {
    clearInterval(timer);
    socket.terminate();
  });
}

/** Puts an analyser beside whatever the page gives to the speakers. */
function tap(): void {
  const taps: AnalyserNode[] = [];
  Object.assign(window, { taps });
  const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
    if (to instanceof AudioDestinationNode) {
      const analyser = new AnalyserNode(this.context, { fftSize: 8192, smoothingTimeConstant: 0 });
      connect.call(this, analyser);
      taps.push(analyser);
    }
    return connect.call(this, to);
  } as typeof connect & typeof AudioNode.prototype.connect;
}

/** Looks and listens for some marks: when each white picture is shown and each tone heard, ms; the tone's frequency. */
async function watch(marks: number): Promise<{ seen: number[]; heard: number[]; hz: number; speakersMs: number }> {
  const video = document.querySelector('video');
  const analyser = (window as unknown as { taps: AnalyserNode[] }).taps[0];
  if (!video || !analyser) throw new Error('no video, or no sound');
  const context = analyser.context as AudioContext;
  const canvas = new OffscreenCanvas(4, 4);
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!;
  const seen: number[] = [];
  const heard: number[] = [];
  let hz = 0;
  let wasWhite = true;
  const look = (_: number, { expectedDisplayTime }: VideoFrameCallbackMetadata) => {
    drawing.drawImage(video, 0, 0, 4, 4);
    const isWhite = (drawing.getImageData(2, 2, 1, 1).data[1] ?? 0) > 127;
    if (isWhite && !wasWhite) seen.push(expectedDisplayTime);
    wasWhite = isWhite;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  const samples = new Float32Array(analyser.fftSize);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const quiet = Math.round(context.sampleRate * 0.03);
  const listen = () => {
    const endTime = context.currentTime;
    analyser.getFloatTimeDomainData(samples);
    const onset = samples.findIndex((sample) => Math.abs(sample) > 0.02);
    if (onset > quiet) {
      const time = endTime - (samples.length - onset) / context.sampleRate;
      const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
      const ms = performanceTime + (time - contextTime) * 1000;
      if (ms - (heard.at(-1) ?? 0) > 500) heard.push(ms);
      analyser.getFloatFrequencyData(bins);
      hz = (bins.indexOf(Math.max(...bins)) * context.sampleRate) / analyser.fftSize;
    }
  };
  const timer = setInterval(listen, 15);
  const endMs = performance.now() + marks * 1000 + 20_000;
  while ((seen.length < marks || heard.length < marks) && performance.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  clearInterval(timer);
  return { seen, heard, hz, speakersMs: context.outputLatency * 1000 };
}

/** How long after its picture a tone is heard, the speakers' own buffer in it, ms: the median of some. */
async function apartMs(page: Page): Promise<number> {
  const { seen, heard, hz, speakersMs } = await page.evaluate(watch, 4);
  expect(Math.abs(hz - TONE_HZ)).toBeLessThan(20);
  const apart = heard
    .flatMap((ms) => {
      const nearest = seen.toSorted((a, b) => Math.abs(a - ms) - Math.abs(b - ms))[0];
      return nearest === undefined || Math.abs(ms - nearest) > 500 ? [] : [ms - nearest];
    })
    .toSorted((a, b) => a - b);
  console.log(
    `sound after picture, ms: ${apart.map((ms) => ms.toFixed(0)).join(' ')}; the speakers’ buffer: ${speakersMs.toFixed(0)}`,
  );
  return apart[Math.floor(apart.length / 2)] ?? Number.NaN;
}

test('a tone is heard with the picture that it belongs to, once a person asks for sound', async ({}, { project }) => {
  test.setTimeout(120_000);
  const viewer = await openViewer(project.name, []);
  closing.push(() => viewer.close());
  const { page } = viewer;
  await page.addInitScript(tap);
  await page.reload();
  push(viewer, markedClip());
  await expect(page.locator('video')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { taps: unknown[] }).taps.length)).toBe(0);
  await page.keyboard.press('v');
  await expect(page.getByRole('region', { name: 'Sound' })).toBeVisible();
  // The measure of being in step: a person hears no more than that. A machine that is busy with other things gives pieces
  // late, and the sound waits for them; it comes back into step by itself.
  await expect.poll(async () => Math.abs(await apartMs(page)), { timeout: 90_000, intervals: [0] }).toBeLessThan(40);

  await page.getByRole('button', { name: 'Mute' }).click();
  await expect(page.getByText('Muted.')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('region', { name: 'Sound' })).toBeHidden();
  expect(viewer.errors).toEqual([]);
});
