import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { AccessUnitAssembler } from '../../src/core/bitstream/access-unit-assembler';
import type { AccessUnit } from '../../src/core/media/access-unit';
import { writePushPacket } from '../../src/core/protocols/push/packet';
import { type PushSound, writePushSound } from '../../src/core/protocols/push/sound';

const FPS = 30;
const RATE_HZ = 16_000;
const PIECE_MS = 20;
/** In each second, from the 15th picture on: three white pictures, and a tone as long. */
const MARK_MS = 500;
const MARK_LENGTH_MS = 100;

/** What a microphone gives: the nth piece, and how long each is. */
export interface Microphone {
  readonly pieceMs: number;
  readonly piece: (n: number) => Omit<PushSound, 'timestampUs'>;
}

/** Black pictures, with the white ones in them. */
function markedPictures(seconds: number, size = '640x480'): readonly string[] {
  const filter = `color=black:s=${size}:r=${FPS}:d=${seconds},drawbox=c=white:t=fill:enable='between(mod(n,30),15,17)',format=yuv420p`;
  return ['-f', 'lavfi', '-i', filter];
}

/** Two seconds of them. */
export function markedClip(): AccessUnit[] {
  const args = ['-v', 'error', ...markedPictures(2), '-c:v', 'libx264', '-preset', 'ultrafast'];
  const bytes = execFileSync('ffmpeg', [...args, '-tune', 'zerolatency', '-g', '30', '-f', 'h264', 'pipe:1']);
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(bytes, 0);
  assembler.flush();
  return units;
}

/**
 * Two minutes of them as another program makes a film, with B pictures, and PCM with a tone beside each mark: longer than a
 * test waits, since a film that has come to its end is silent.
 */
export function markedFilm(folder: string, hz: number): string {
  const seconds = 120;
  const file = path.join(folder, 'marked.mov');
  const mark = `between(mod(t,1),${MARK_MS / 1000},${(MARK_MS + MARK_LENGTH_MS) / 1000})`;
  const tone = ['-f', 'lavfi', '-i', `aevalsrc='0.4*sin(2*PI*${hz}*t)*${mark}':s=${RATE_HZ}:d=${seconds}`];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '30', '-c:a', 'pcm_s16le'];
  execFileSync('ffmpeg', ['-v', 'error', ...markedPictures(seconds, '320x240'), ...tone, ...coded, file]);
  return file;
}

/** PCM of a tone, for ever or with the white pictures alone. */
export function toneMicrophone(hz: number, { marked = false } = {}): Microphone {
  return {
    pieceMs: PIECE_MS,
    piece: (piece) => {
      const data = Buffer.alloc((RATE_HZ * PIECE_MS * 2) / 1000);
      for (let n = 0; n < data.length / 2; n++) {
        const ms = piece * PIECE_MS + (n * 1000) / RATE_HZ;
        const isHeard = !marked || (ms % 1000 >= MARK_MS && ms % 1000 < MARK_MS + MARK_LENGTH_MS);
        data.writeInt16LE(isHeard ? Math.round(12_000 * Math.sin((2 * Math.PI * hz * ms) / 1000)) : 0, n * 2);
      }
      return { codec: 'pcm-s16le', sampleRateHz: RATE_HZ, channels: 1, data };
    },
  };
}

/**
 * A camera with a microphone, as a program that pushes: each picture when it is taken, each piece of sound when its last
 * sample is. Returns what ends it.
 */
export function pushCamera(
  page: Page,
  {
    id,
    units,
    microphone,
    query = '',
  }: { id: string; units: readonly AccessUnit[]; microphone: Microphone; query?: string },
): () => void {
  const socket = new WebSocket(`ws://${new URL(page.url()).host}/ws/video?id=${id}${query}`);
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
      for (; (pieces + 1) * microphone.pieceMs <= ms; pieces++) {
        const timestampUs = Math.round(pieces * microphone.pieceMs * 1000);
        socket.send(writePushSound({ ...microphone.piece(pieces), timestampUs }));
      }
    }, 2);
  });
  return () => {
    clearInterval(timer);
    socket.terminate();
  };
}

/** Puts an analyser beside whatever the page gives to the speakers. To be run in the page before anything else. */
export function tapSpeakers(): void {
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

/** How loud each of some tones is at this moment, in dB below full scale; a browser that widens its buffer has another tap. */
export function loudness(page: Page, tones: readonly number[]): Promise<number[]> {
  return page.evaluate((hz) => {
    const analyser = (window as unknown as { taps: AnalyserNode[] }).taps.at(-1);
    if (!analyser) return hz.map(() => -200);
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const binOf = (tone: number) => Math.round((tone * analyser.fftSize) / analyser.context.sampleRate);
    return hz.map((tone) => Math.max(...bins.slice(binOf(tone) - 2, binOf(tone) + 3)));
  }, tones);
}

/**
 * How much of what is heard is not the tone: the largest difference, of the last 8192 samples, from what a pure tone's
 * samples before foretell, beside its loudness. A click is far above 0.1.
 */
export function impurity(page: Page, hz: number): Promise<number> {
  return page.evaluate((tone) => {
    const analyser = (window as unknown as { taps: AnalyserNode[] }).taps.at(-1);
    if (!analyser) return Number.NaN;
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    const next = 2 * Math.cos((2 * Math.PI * tone) / analyser.context.sampleRate);
    const off = samples.slice(2).map((sample, n) => Math.abs(sample - next * samples[n + 1]! + samples[n]!));
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    return Math.max(...off) / loudest;
  }, hz);
}

/** Looks and listens for some marks: when each white picture is shown and each tone heard, ms; the tone's frequency. */
async function watch(marks: number): Promise<{ seen: number[]; heard: number[]; hz: number; speakersMs: number }> {
  const video = document.querySelector('video');
  const analyser = (window as unknown as { taps: AnalyserNode[] }).taps.at(-1);
  if (!video || !analyser) throw new Error('no video, or no sound');
  const context = analyser.context as AudioContext;
  const canvas = new OffscreenCanvas(4, 4);
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!;
  const seen: number[] = [];
  const heard: number[] = [];
  let hz = 0;
  let loudestPeak = -100;
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
      // Of a tone that has only begun nothing can be told.
      const peak = Math.max(...bins);
      if (peak > loudestPeak) {
        loudestPeak = peak;
        hz = (bins.indexOf(peak) * context.sampleRate) / analyser.fftSize;
      }
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

/**
 * How long after its picture a tone is heard, the speakers' own buffer in it, ms: the median of some; NaN where what is heard
 * is another tone.
 */
export async function apartMs(page: Page, toneHz: number): Promise<number> {
  const { seen, heard, hz, speakersMs } = await page.evaluate(watch, 4);
  const apart = heard
    .flatMap((ms) => {
      const nearest = seen.toSorted((a, b) => Math.abs(a - ms) - Math.abs(b - ms))[0];
      return nearest === undefined || Math.abs(ms - nearest) > 500 ? [] : [ms - nearest];
    })
    .toSorted((a, b) => a - b);
  console.log(
    `sound after picture, ms: ${apart.map((ms) => ms.toFixed(0)).join(' ')}; the speakers’ buffer: ${speakersMs.toFixed(0)}`,
  );
  return Math.abs(hz - toneHz) < 20 ? (apart[Math.floor(apart.length / 2)] ?? Number.NaN) : Number.NaN;
}
