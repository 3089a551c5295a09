import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { english } from '#core/texts/english';
import { readRange } from './byte-range';
import type { HttpCall, HttpReply, ReplyStream } from './gateway-module';

const PIECE_BYTES = 256 * 1024;
/** No more than this waits for a slow client. */
const MAX_BACKLOG_BYTES = 1024 * 1024;
const LOOK_MS = 20;

/** A file, or the part of it that is asked for. One that grows meanwhile is given as it was. @throws the system's error */
export async function fileReply(
  call: Pick<HttpCall, 'headers' | 'signal'>,
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<HttpReply> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  const range = readRange(call.headers.range, size);
  if (range === 'unsatisfiable') {
    await handle.close();
    // not shown: a header
    return { status: 416, headers: { 'Content-Range': `bytes */${size}` }, body: `${english('http.noRange')}\n` };
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const more = { 'Accept-Ranges': 'bytes', 'Content-Length': String(last - first + 1) };
  const part: Readonly<Record<string, string>> =
    // not shown: a header
    range === 'whole' ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (let at = first; at <= last; ) {
        const { buffer, bytesRead } = await handle.read(
          Buffer.alloc(Math.min(PIECE_BYTES, last + 1 - at)),
          0,
          undefined,
          at,
        );
        if (bytesRead === 0) throw new Error(`${file} became shorter`);
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }
  call.signal.addEventListener('abort', () => void handle.close().catch(() => undefined), { once: true });
  return {
    status: range === 'whole' ? 200 : 206,
    headers: { ...headers, ...more, ...part },
    body: piecewise(pieces(), call),
  };
}

/** Writes pieces no faster than the client takes them. What fails ends the answer short, which the client can tell. */
export function piecewise(
  pieces: AsyncIterable<Uint8Array | string>,
  { signal }: Pick<HttpCall, 'signal'>,
): (out: ReplyStream) => void {
  return (out) => {
    const write = async () => {
      for await (const piece of pieces) {
        while (out.backlogBytes > MAX_BACKLOG_BYTES && !signal.aborted) await wait(LOOK_MS);
        if (signal.aborted) return;
        out.write(piece);
      }
    };
    write()
      .catch(() => undefined)
      .finally(() => out.end());
  };
}

/** RFC 6266: the name in UTF-8 alone; every client of today reads it. */
export function asFile(name: string): Readonly<Record<string, string>> {
  return {
    // not shown: a header
    'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
  };
}
