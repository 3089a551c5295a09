import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { KEY_BYTES, type Sha256 } from '#core/protocols/mavlink/signing';
import { reasonOf } from '#core/reason-of';

/** What a key's file may hold besides, such as a line's end. */
const MAX_BYTES = 256;
/** Rights of others than the file's owner. */
const OTHERS = 0o077;

/**
 * Reads a key of 64 hexadecimal digits from a file that nobody else may read.
 *
 * @throws with what is wrong and what to do; never with what is in the file
 */
export async function readSigningKey(file: string): Promise<Uint8Array> {
  const text = await contents(file);
  if (!/^[0-9a-f]+$/i.test(text) || text.length !== 2 * KEY_BYTES)
    throw new Error(`${file} is no MAVLink key: ${2 * KEY_BYTES} hexadecimal digits`);
  return new Uint8Array(Buffer.from(text, 'hex'));
}

async function contents(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw new Error(`the MAVLink key cannot be read: ${reasonOf(error)}`);
  });
  try {
    const { mode } = await handle.stat();
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw new Error(`others may read the MAVLink key in ${file}: chmod 600 ${file}`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead).trim();
  } finally {
    await handle.close();
  }
}

export const sha256: Sha256 = (key, bytes) => createHash('sha256').update(key).update(bytes).digest();
