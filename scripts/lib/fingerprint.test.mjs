import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
  writeFileSync(join(folder, 'a.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('fingerprint', () => {
  it('stays while nothing changes', () => {
    expect(fingerprint([folder])).toBe(fingerprint([folder]));
  });

  it('changes when a file is written, added or removed', () => {
    const seen = [fingerprint([folder])];
    utimesSync(join(folder, 'a.ts'), 1, 1);
    seen.push(fingerprint([folder]));
    writeFileSync(join(folder, 'b.ts'), '');
    seen.push(fingerprint([folder]));
    rmSync(join(folder, 'a.ts'));
    seen.push(fingerprint([folder]));
    expect(new Set(seen).size).toBe(4);
  });

  it('leaves out what is not wanted, and takes a missing path for an empty one', () => {
    const wanted = (path) => !path.endsWith('.test.ts');
    const before = fingerprint([folder, join(folder, 'none')], wanted);
    writeFileSync(join(folder, 'a.test.ts'), '');
    expect(fingerprint([folder, join(folder, 'none')], wanted)).toBe(before);
  });
});
