import { spawn } from 'node:child_process';
import { DecoderFeed } from '#core/bitstream/decoder-start/decoder-feed';
import type { FedPicture } from '#core/bitstream/decoder-start/decoder-start';
import { formatOf } from '#core/bitstream/format';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { isSkippedLeading } from '#core/bitstream/h265/leading';
import { effectiveColour } from '#core/colour/colour';
import type { AccessUnit } from '#core/media/access-unit';
import { type Text, text } from '#core/texts/text';
import { NO_FFMPEG } from '../find-ffmpeg';
import type { Stream } from '../hub/stream';
import { jfifColours } from './ffmpeg-arguments';

/** Each is a decoder for the time of one group of pictures. */
const MAX_AT_ONCE = 4;
/** A picture this old is as good as the newest: a client cannot make the station decode the same again and again. */
const FRESH_MS = 500;
/** How long a stream that was not fetched is waited for. */
const WAIT_MS = 8000;
const DECODE_MS = 10_000;
/** The picture is sound; the machine is not quick enough for the group before it. */
const TOO_SLOW = text('snapshot.tooSlow');
const MAX_JPEG_BYTES = 32 * 1024 * 1024;

const INPUTS = { h264: 'h264', h265: 'hevc' } as const;

/** The newest picture of a stream as a JPEG, or why there is none. */
export type Snapshot =
  | { readonly ok: true; readonly jpeg: Uint8Array; readonly receiveUs: number }
  | {
      readonly ok: false;
      readonly cause: 'no-picture' | 'busy' | 'no-decoder' | 'undecodable' | 'too-slow';
      readonly message: Text;
    };

export interface SnapshotsOptions {
  readonly findFfmpeg: () => string | undefined;
  /** How long a stream is waited for. */
  readonly waitMs?: number;
  /** How long ffmpeg may decode. */
  readonly decodeMs?: number;
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
    if (this.#running >= MAX_AT_ONCE) {
      return Promise.resolve({ ok: false, cause: 'busy', message: text('snapshot.tooMany') });
    }
    this.#running++;
    const snapshot = this.#make(stream).finally(() => this.#running--);
    this.#recent.set(stream, { atMs: performance.now(), snapshot });
    return snapshot;
  }

  async #make(stream: Stream): Promise<Snapshot> {
    const units = await newestGroup(stream, this.#options.waitMs ?? WAIT_MS);
    const newest = units.at(-1);
    if (!newest) {
      const message = text(stream.lacksEntry ? 'snapshot.noEntry' : 'snapshot.noPicture');
      return { ok: false, cause: 'no-picture', message };
    }
    const { codec = 'h264', receiveUs } = newest;
    if (codec === 'jpeg') return { ok: true, jpeg: newest.data, receiveUs };
    const ffmpeg = this.#options.findFfmpeg();
    if (ffmpeg === undefined) return { ok: false, cause: 'no-decoder', message: NO_FFMPEG };
    // A stream may change its codec between two key pictures; what went before is of no use then. Pictures are counted as
    // they come out of the decoder, which has none of those that lead a group that it begins with.
    const jpeg = await decodeLast(
      ffmpeg,
      INPUTS[codec],
      units.filter((unit) => unit.codec === codec && !(codec === 'h265' && isSkippedLeading(unit.data))),
      this.#options.decodeMs ?? DECODE_MS,
    );
    if (jpeg === 'too-slow') return { ok: false, cause: jpeg, message: TOO_SLOW };
    if (!jpeg) return { ok: false, cause: 'undecodable', message: text('snapshot.undecodable') };
    return { ok: true, jpeg, receiveUs };
  }
}

/** The pictures since the last entry as a decoder is fed them; where none of them is right, on to the first that is. */
function newestGroup(stream: Stream, waitMs: number): Promise<readonly AccessUnit[]> {
  return new Promise((resolve) => {
    const units: FedPicture[] = [];
    const feed = new DecoderFeed<FedPicture>((unit) => units.push(unit));
    let isThere = false;
    const isRight = () => units.length > 0 && !units.at(-1)?.hidden;
    const end = () => {
      clearTimeout(timer);
      // Not within the stream's own round of its subscribers.
      queueMicrotask(() => leave());
      resolve(isRight() ? units : []);
    };
    const timer = setTimeout(end, waitMs);
    const leave = stream.subscribe({
      picture: (unit) => {
        if (isThere && isRight()) return;
        feed.next(unit, units.length === 0);
        if (isThere && isRight()) end();
      },
    });
    isThere = true;
    if (isRight()) end();
  });
}

/** Decodes pictures and gives the last as a JPEG; `undefined` where it cannot be decoded. @param decodeMs for all of them */
function decodeLast(
  ffmpeg: string,
  format: string,
  units: readonly AccessUnit[],
  decodeMs: number,
): Promise<Uint8Array | 'too-slow' | undefined> {
  const key = units.find((unit) => unit.key)?.data ?? new Uint8Array();
  const read = format === 'hevc' ? hevcFormatOf(key) : formatOf(key);
  const colour = read?.colour ?? effectiveColour(undefined, { width: 0, height: 0 });
  return new Promise((resolve) => {
    const args = [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-threads', '1', '-f', format, '-i', 'pipe:0'],
      ...['-an', '-vf', `select=gte(n\\,${units.length - 1}),scale=${jfifColours(colour)},format=yuvj420p`],
      ...['-fps_mode', 'passthrough', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'],
    ];
    const child = spawn(ffmpeg, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isTooSlow = false;
    const timer = setTimeout(() => {
      isTooSlow = true;
      child.kill('SIGKILL');
    }, decodeMs);
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_JPEG_BYTES) child.kill('SIGKILL');
    });
    // A broken pipe is told by `close` too.
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (isTooSlow) return resolve('too-slow');
      resolve(code === 0 && bytes > 0 ? Buffer.concat(chunks) : undefined);
    });
    for (const { data } of units) child.stdin.write(data);
    child.stdin.end();
  });
}
