import { execFileSync } from 'node:child_process';
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

/** Two seconds of black pictures, with the white ones in them. */
export function markedClip(): AccessUnit[] {
  const filter = `color=black:s=640x480:r=${FPS}:d=2,drawbox=c=white:t=fill:enable='between(mod(n,30),15,17)',format=yuv420p`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', filter, '-c:v', 'libx264', '-preset', 'ultrafast'];
  const bytes = execFileSync('ffmpeg', [...args, '-tune', 'zerolatency', '-g', '30', '-f', 'h264', 'pipe:1']);
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(bytes, 0);
  assembler.flush();
  return units;
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
