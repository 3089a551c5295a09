import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, type Session } from 'electron';
import { VIEWER_URL } from './app-protocol';

/** Files of one name: more are somebody's mistake. */
const MOST_OF_ONE_NAME = 1000;

/**
 * Keeps what the viewer made itself (a snapshot) in the folder Groundglass among the person's pictures, under a name that is
 * not taken. Any other download is refused.
 */
export function keepSnapshots(page: Session): void {
  page.on('will-download', (event, item) => {
    const folder = path.join(app.getPath('pictures'), 'Groundglass');
    const isOwn = item.getURL().startsWith(`blob:${VIEWER_URL}`);
    const file = isOwn ? freeName(folder, item.getFilename()) : undefined;
    if (file === undefined) return event.preventDefault();
    item.setSavePath(file);
  });
}

function freeName(folder: string, name: string): string | undefined {
  if (!/^[^/\\]+\.(png|jpeg)$/.test(name)) return undefined;
  mkdirSync(folder, { recursive: true });
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; number <= MOST_OF_ONE_NAME; number++) {
    const file = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    if (!existsSync(file)) return file;
  }
  return undefined;
}
