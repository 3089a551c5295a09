import { readdirSync } from 'node:fs';
import path from 'node:path';
import { APPLICATION_ROOT, VIEWER_ROOT } from './environment';

/** WOFF, which every FreeType reads. */
const FONT_FILE = /^b612-latin-(400|700)-normal\b.*\.woff$/;

/** Files of the instruments' font: of the built viewer, else of the package that it has them from. */
export function overlayFonts(): readonly string[] {
  const folders = [
    path.join(VIEWER_ROOT, 'assets'),
    path.join(APPLICATION_ROOT, 'node_modules/@fontsource/b612/files'),
  ];
  for (const folder of folders) {
    try {
      const names = readdirSync(folder).filter((name) => FONT_FILE.test(name));
      if (names.length > 0) return names.map((name) => path.join(folder, name));
    } catch {}
  }
  return [];
}
