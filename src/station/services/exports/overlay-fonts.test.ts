import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeOverlayFonts } from './overlay-fonts';

it('writes both fonts of the overlay as they are in their package', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-fonts-'));
  await writeOverlayFonts(path.join(folder, 'fonts'));
  const written = readdirSync(path.join(folder, 'fonts')).map((name) => readFileSync(path.join(folder, 'fonts', name)));
  const original = [700, 400].map((weight) =>
    readFileSync(`node_modules/@fontsource/b612/files/b612-latin-${weight}-normal.woff`),
  );
  expect(written.map((bytes) => bytes.toString('hex'))).toEqual(original.map((bytes) => bytes.toString('hex')));
  rmSync(folder, { recursive: true });
});
