import { type FileHandle, open } from 'node:fs/promises';
import { BOX_HEAD_BYTES, type BoxPlace, readBoxHead } from '#core/mp4/boxes/box-head';
import { fragmentEnd } from '#core/mp4/read/fragment-end';

/** A `moof` longer than this is none of ours. */
const MAX_MOOF_BYTES = 16 * 1024 * 1024;

/** What was found in a file. */
export interface Repair {
  /** Whole fragments. */
  readonly fragments: number;
  /** Where the last whole fragment's pictures end. */
  readonly durationUs: number;
  readonly pictures: number;
  /** Of the file as it is now. */
  readonly bytes: number;
  /** Bytes of a torn fragment that were taken off. */
  readonly removed: number;
}

/**
 * Takes off what a crash left of the last fragment. A file that ends with a whole fragment is not touched.
 *
 * @returns `undefined` where it is no fragmented MP4, or holds no whole fragment
 * @throws the system's error
 */
export async function repair(
  file: string,
  options: { readonly dryRun?: boolean; readonly onProgress?: (share: number) => void } = {},
): Promise<Repair | undefined> {
  const handle = await open(file, options.dryRun ? 'r' : 'r+');
  try {
    const { size } = await handle.stat();
    const walked = await walk(handle, size, options.onProgress);
    if (!walked) return undefined;
    const { bytes } = walked;
    if (bytes < size && !options.dryRun) {
      await handle.truncate(bytes);
      await handle.sync();
    }
    return { ...walked, removed: size - bytes };
  } finally {
    await handle.close();
  }
}

async function walk(handle: FileHandle, size: number, onProgress?: (share: number) => void) {
  let fragments = 0;
  let pictures = 0;
  let durationUs = 0;
  let whole = 0;
  let hasMoov = false;
  let moof: BoxPlace | undefined;
  const head = Buffer.alloc(BOX_HEAD_BYTES);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(head, 0, head.length, at);
    const box = readBoxHead(head.subarray(0, bytesRead), at);
    if (!box || at + box.bytes > size) break;
    at += box.bytes;
    if (box.type === 'moov') hasMoov = true;
    if (box.type === 'moof') moof = box;
    else if (box.type === 'mdat' && moof) {
      const end = await readMoof(handle, moof);
      if (!end) break;
      moof = undefined;
      fragments++;
      pictures += end.pictures;
      durationUs = Math.max(durationUs, end.endUs);
      whole = at;
      if (fragments % 256 === 0) onProgress?.(at / size);
    }
  }
  return hasMoov && fragments > 0 ? { fragments, pictures, durationUs, bytes: whole } : undefined;
}

async function readMoof(handle: FileHandle, { offset, bytes }: BoxPlace) {
  if (bytes > MAX_MOOF_BYTES) return undefined;
  const moof = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(moof, 0, bytes, offset);
  return bytesRead === bytes ? fragmentEnd(moof) : undefined;
}
