import { existsSync, mkdirSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { app, type Session } from 'electron';
import { VIEWER_URL } from './app-protocol';

/** Files of one name: more are somebody's mistake. */
const MAX_OF_ONE_NAME = 1000;

/** The person's folder for each kind of file that the viewer makes. */
const FOLDERS: Readonly<Record<string, 'pictures' | 'videos'>> = {
  '.png': 'pictures',
  '.jpeg': 'pictures',
  '.mp4': 'videos',
  '.gif': 'videos',
  '.webp': 'videos',
};

/**
 * Keeps what the viewer made itself (a snapshot, a clip) in the folder Groundglass among the person's pictures or videos, under
 * a name that is not taken, with the rights `mode`. Any other download is refused.
 */
export function keepOwnFiles(page: Session, mode: number): void {
  page.on('will-download', (event, item) => {
    const kind = FOLDERS[path.extname(item.getFilename())];
    const isOwn = item.getURL().startsWith(`blob:${VIEWER_URL}`);
    const file = isOwn && kind ? freeName(path.join(app.getPath(kind), 'Groundglass'), item.getFilename()) : undefined;
    if (file === undefined) return event.preventDefault();
    item.setSavePath(file);
    // Chromium writes it with what the umask leaves.
    item.once('done', () => void chmod(file, mode).catch(() => undefined));
  });
}

function freeName(folder: string, name: string): string | undefined {
  if (/[/\\]/.test(name)) return undefined;
  mkdirSync(folder, { recursive: true });
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; number <= MAX_OF_ONE_NAME; number++) {
    const file = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    if (!existsSync(file)) return file;
  }
  return undefined;
}
