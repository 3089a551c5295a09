import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import regular from '@fontsource/b612/files/b612-latin-400-normal.woff?inline';
import bold from '@fontsource/b612/files/b612-latin-700-normal.woff?inline';

/**
 * Writes the overlay's fonts where an ffmpeg is to find them (`fontsdir`), for a machine has them installed only by chance. They
 * are within the program, since ffmpeg cannot read the archive that it is packed in.
 *
 * @param folder is made if it is not there @throws the system's error
 */
export async function writeOverlayFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fonts = { 'B612-Regular.woff': regular, 'B612-Bold.woff': bold };
  for (const [name, url] of Object.entries(fonts)) {
    await writeFile(path.join(folder, name), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  }
}
