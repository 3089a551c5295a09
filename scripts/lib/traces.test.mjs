import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences, tracesIn } from './traces.mjs';

let home;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'traces-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('tracesIn', () => {
  it('finds a recording, settings and a cache of ours, and nothing of others', () => {
    for (const folder of ['Videos/Groundglass', 'Videos/Holidays', '.config/groundglass', '.cache/mesa']) {
      mkdirSync(join(home, folder), { recursive: true });
      writeFileSync(join(home, folder, 'file'), 'x');
    }
    const found = tracesIn(home).filter((line) => line.includes('file'));
    expect(found).toHaveLength(2);
    expect(found.join('\n')).toMatch(/\.config\/groundglass\/file[^\n]*\n[^\n]*Videos\/Groundglass\/file/);
  });

  it('tells a file that was written again', () => {
    mkdirSync(join(home, '.config/groundglass'), { recursive: true });
    const file = join(home, '.config/groundglass/settings.json');
    writeFileSync(file, '{}');
    const before = tracesIn(home);
    writeFileSync(file, '{ }');
    expect(differences(before, tracesIn(home))).toHaveLength(2);
  });

  it('is empty where nothing of ours lies', () => {
    expect(tracesIn(home)).toEqual([]);
    expect(tracesIn(join(home, 'none'))).toEqual([]);
  });
});
