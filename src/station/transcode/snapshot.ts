import { spawn } from 'node:child_process';
import type { AccessUnit } from '#core/media/access-unit';
import type { Stream } from '../hub/stream';
import { NO_FFMPEG } from './find-ffmpeg';

/** Each is a decoder for the time of one group of pictures. */
const MOST_AT_ONCE = 4;
/** A picture this old is as good as the newest: nobody makes the station decode the same again and again. */
const FRESH_MS = 500;
/** How long a stream that nobody fetched is waited for. */
const WAIT_MS = 8000;
const DECODE_MS = 10_000;
const MOST_JPEG_BYTES = 32 * 1024 * 1024;

const INPUTS = { h264: 'h264', h265: 'hevc' } as const;

/** The newest picture of a stream as a JPEG, or why there is none. */
export type Snapshot =
  | { readonly ok: true; readonly jpeg: Uint8Array; readonly receiveUs: number }
  | {
      readonly ok: false;
      readonly cause: 'no-picture' | 'busy' | 'no-decoder' | 'undecodable';
      readonly message: string;
    };

export interface SnapshotsOptions {
  readonly findFfmpeg: () => string | undefined;
  /** How long a stream is waited for. */
  readonly waitMs?: number;
}

/** Takes single pictures out of streams. One that is asked for while it is in the making is made once. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #recent = new WeakMap<Stream, { readonly atMs: number; readonly snapshot: Promise<Snapshot> }>();
  #running = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  take(stream: Stream): Promise<Snapshot> {
    const recent = this.#recent.get(stream);
    if (recent && performance.now() - recent.atMs < FRESH_MS) return recent.snapshot;
    if (this.#running >= MOST_AT_ONCE) {
      return Promise.resolve({ ok: false, cause: 'busy', message: 'Too many snapshots at a time: try again.' });
    }
    this.#running++;
    const snapshot = this.#make(stream).finally(() => this.#running--);
    this.#recent.set(stream, { atMs: performance.now(), snapshot });
    return snapshot;
  }

  async #make(stream: Stream): Promise<Snapshot> {
    const units = await newestGroup(stream, this.#options.waitMs ?? WAIT_MS);
    const newest = units.at(-1);
    if (!newest) return { ok: false, cause: 'no-picture', message: 'No picture came.' };
    const { codec = 'h264', receiveUs } = newest;
    if (codec === 'jpeg') return { ok: true, jpeg: newest.data, receiveUs };
    const ffmpeg = this.#options.findFfmpeg();
    if (ffmpeg === undefined) return { ok: false, cause: 'no-decoder', message: NO_FFMPEG };
    // A stream may change its codec between two key pictures; what went before is of no use then.
    const jpeg = await decodeLast(
      ffmpeg,
      INPUTS[codec],
      units.filter((unit) => (unit.codec ?? 'h264') === codec),
    );
    if (!jpeg) return { ok: false, cause: 'undecodable', message: 'The picture cannot be decoded.' };
    return { ok: true, jpeg, receiveUs };
  }
}

/** The pictures since the last key picture; where there are none, the first to come. */
function newestGroup(stream: Stream, waitMs: number): Promise<readonly AccessUnit[]> {
  return new Promise((resolve) => {
    const units: AccessUnit[] = [];
    let isThere = false;
    const end = () => {
      clearTimeout(timer);
      // Not within the stream's own round of its subscribers.
      queueMicrotask(() => leave());
      resolve(units);
    };
    const timer = setTimeout(end, waitMs);
    const leave = stream.subscribe({
      picture: (unit) => {
        if (isThere && units.length > 0) return;
        units.push(unit);
        if (isThere) end();
      },
      telemetry: () => undefined,
      state: () => undefined,
    });
    isThere = true;
    if (units.length > 0) end();
  });
}

/** Decodes pictures and gives the last as a JPEG; `undefined` where it cannot be decoded. */
function decodeLast(ffmpeg: string, format: string, units: readonly AccessUnit[]): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const args = [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-threads', '1', '-f', format, '-i', 'pipe:0'],
      ...['-an', '-vf', `select=gte(n\\,${units.length - 1}),scale=out_range=full,format=yuvj420p`],
      ...['-fps_mode', 'passthrough', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'],
    ];
    const child = spawn(ffmpeg, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), DECODE_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_JPEG_BYTES) child.kill('SIGKILL');
    });
    // A broken pipe is told by `close` too.
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 && bytes > 0 ? Buffer.concat(chunks) : undefined);
    });
    for (const { data } of units) child.stdin.write(data);
    child.stdin.end();
  });
}
