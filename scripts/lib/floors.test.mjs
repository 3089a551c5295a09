import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLOORS, upwardArrows } from './floors.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../src/renderer');

/** Every import of the viewer's files from one another, of types too. */
function importsOf() {
  const files = fs.readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
      const named = text.matchAll(/(?:from|import\(|import)\s*'(\.\.?\/[^']+)'/g);
      return [...named].map(([, to = '']) => ({ from: file, to: path.join(path.dirname(file), to) }));
    });
}

describe('the floors of the viewer', () => {
  it('knows an arrow that runs upward, and one between features', () => {
    const { arrows, upward } = upwardArrows([
      { from: 'app/App.tsx', to: 'features/map/feature' },
      { from: 'ui/Button.tsx', to: 'features/map/Map' },
      { from: 'features/map/Map.tsx', to: 'features/share/Share' },
      { from: 'features/map/Map.tsx', to: 'features/map/trail' },
      { from: 'player/player.ts', to: 'link/link' },
    ]);
    expect(arrows).toHaveLength(4);
    expect(upward).toEqual(['features/map → features/share', 'player → link', 'ui → features/map']);
  });

  it('has every folder of the viewer', () => {
    const folders = fs.readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(FLOORS.flat().sort());
  });

  it('are held: no arrow runs upward, and no feature imports another', () => {
    const imports = importsOf();
    expect(imports.length).toBeGreaterThan(500);
    const { arrows, upward } = upwardArrows(imports);
    expect(arrows.length).toBeGreaterThan(50);
    expect(upward).toEqual([]);
  });
});
