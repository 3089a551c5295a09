import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('withLock', () => {
  it('lets one run in at a time', async () => {
    const file = join(folder, 'a.lock');
    let inside = 0;
    const most = [];
    const work = async () => {
      inside += 1;
      most.push(inside);
      await new Promise((done) => setImmediate(done));
      inside -= 1;
    };
    await Promise.all([withLock(file, work, 1), withLock(file, work, 1), withLock(file, work, 1)]);
    expect(most).toEqual([1, 1, 1]);
  });

  it('takes over the lock of a run that died', async () => {
    const file = join(folder, 'a.lock');
    // No process has an id this high: Linux ends at 2^22.
    writeFileSync(file, '99999999');
    await expect(withLock(file, async () => 'done', 1)).resolves.toBe('done');
  });

  it('is free again after a failure', async () => {
    const file = join(folder, 'a.lock');
    await expect(withLock(file, () => Promise.reject(new Error('no')), 1)).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });
});
