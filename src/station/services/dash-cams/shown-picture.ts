import { readFile, stat } from 'node:fs/promises';
import { MAX_SHOWN_PICTURE_BYTES } from '#contracts/vehicles';
import { readJpeg } from '#core/bitstream/jpeg/read-jpeg';

/** A picture in base64, as a page shows it; `undefined` where it is gone, too large, or no JPEG. */
export async function shownPicture(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (!found || found.size > MAX_SHOWN_PICTURE_BYTES) return undefined;
  const data = await readFile(file).catch(() => undefined);
  return data && data.length <= MAX_SHOWN_PICTURE_BYTES && readJpeg(data).ok ? data.toString('base64') : undefined;
}
