import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { TLOG_HEAD_BYTES } from '#core/protocols/mavlink/tlog/time';
import { TlogReader } from '#core/protocols/mavlink/tlog/tlog-reader';
import { AppendFile } from '../recorder/append-file';

/** As much is gathered before it is written. */
const PIECE_BYTES = 256 * 1024;

/**
 * Writes the records of a `.tlog` that came in a range, as they are; one that is damaged is left out.
 *
 * @param range in µs since 1970 (UTC), as the records' times
 * @returns whether there were any: without them there is no file
 * @throws the system's error, or the signal's reason
 */
export async function cutTlog(
  from: string,
  to: string,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
  signal: AbortSignal,
): Promise<boolean> {
  const isThere = await access(from).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  let parts: Uint8Array[] = [];
  let waiting = 0;
  const reader = new TlogReader(({ timeUs, packet: { bytes, start, end } }) => {
    if (timeUs < fromUs || timeUs > toUs) return;
    // The view is void after the call.
    parts.push(bytes.slice(start - TLOG_HEAD_BYTES, end));
    waiting += end - start;
  });
  let file: AppendFile | undefined;
  const write = async () => {
    if (parts.length === 0) return;
    file ??= await AppendFile.create(to);
    await file.append(parts);
    parts = [];
    waiting = 0;
  };
  try {
    for await (const bytes of createReadStream(from)) {
      signal.throwIfAborted();
      reader.push(bytes);
      if (waiting > PIECE_BYTES) await write();
    }
    reader.end();
    await write();
  } finally {
    await file?.close();
  }
  return file !== undefined;
}
