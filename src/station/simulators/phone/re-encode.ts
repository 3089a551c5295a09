import { spawn } from 'node:child_process';
import type { Encoding } from '#core/media/encoding/encoding-choice';
import { type Clip, splitClip } from '../../clips/clip';
import { encodeArguments, FORMATS, rateOf } from './encode-arguments';

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

/**
 * Encodes what a camera saw as it is asked to: in its own shape, no larger than before, with a key picture a second.
 *
 * @throws where ffmpeg does
 */
export async function reEncode({ clip, fps }: Footage, encoding: Encoding, options: ReEncodeOptions): Promise<Footage> {
  const { codec, ffmpeg, signal } = options;
  const input = ['-hide_banner', '-loglevel', 'error', '-framerate', `${fps}`, '-f', FORMATS[codec], '-i', 'pipe:0'];
  const args = [...input, ...encodeArguments(codec, fps, encoding)];
  const child = spawn(ffmpeg, args, { stdio: 'pipe', windowsHide: true, signal });
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
  return { clip: encoded, fps: rateOf(fps, encoding) };
}
