import { spawn } from 'node:child_process';
import type { Encoding } from '#core/media/encoding/encoding-choice';
import { type Clip, splitClip } from '../pi/clip';

/** A clip with its rate. */
export interface Footage {
  readonly clip: Clip;
  /** Pictures a second. */
  readonly fps: number;
}

export interface ReEncodeOptions {
  readonly codec: 'h264' | 'h265';
  /** Path of the program. */
  readonly ffmpeg: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const ENCODERS = { h264: 'libx264', h265: 'libx265' } as const;
const DEMUXERS = { h264: 'h264', h265: 'hevc' } as const;
/** Where no bit rate is asked for. */
const CRF = '23';

/**
 * Encodes what a camera saw as it is asked to: in its own shape, no larger than before, with a key picture a second.
 *
 * @throws where ffmpeg does
 */
export async function reEncode({ clip, fps }: Footage, encoding: Encoding, options: ReEncodeOptions): Promise<Footage> {
  const { codec, ffmpeg, signal } = options;
  const rate = Math.min(fps, encoding.framesPerSecond ?? fps);
  const child = spawn(ffmpeg, argumentsFor(fps, rate, encoding, codec), { stdio: 'pipe', windowsHide: true, signal });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}`))));
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.resume();
  // That the pipe broke is told by how it ends.
  child.stdin.on('error', () => undefined).end(Buffer.concat(clip.map(({ data }) => data)));
  await ended;
  const encoded = splitClip(Buffer.concat(chunks), codec);
  if (encoded.length === 0) throw new Error('ffmpeg gave no picture');
  return { clip: encoded, fps: rate };
}

function argumentsFor(fps: number, rate: number, encoding: Encoding, codec: 'h264' | 'h265'): string[] {
  const { width, height, bitsPerSecond } = encoding;
  const scale =
    width !== undefined && height !== undefined
      ? `scale=w='min(iw,${width})':h='min(ih,${height})':force_original_aspect_ratio=decrease:force_divisible_by=2`
      : 'null';
  const bits =
    bitsPerSecond === undefined
      ? ['-crf', CRF]
      : ['-b:v', `${bitsPerSecond}`, '-maxrate', `${bitsPerSecond}`, '-bufsize', `${bitsPerSecond}`];
  const group = `${Math.max(1, Math.round(rate))}`;
  return [
    ...['-hide_banner', '-loglevel', 'error', '-framerate', `${fps}`, '-f', DEMUXERS[codec], '-i', 'pipe:0'],
    ...['-an', '-vf', `${scale},fps=${rate}`, '-pix_fmt', 'yuv420p'],
    ...['-c:v', ENCODERS[codec], '-preset', 'ultrafast', '-tune', 'zerolatency', ...bits],
    ...['-g', group, '-keyint_min', group, '-bf', '0', ...(codec === 'h265' ? ['-x265-params', 'log-level=none'] : [])],
    ...['-f', DEMUXERS[codec], 'pipe:1'],
  ];
}
