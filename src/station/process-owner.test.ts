import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunning, isRunningElsewhere, processKey, readProcessKey, thisProcess } from './process-owner';

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function sleeper(): Promise<number> {
  const child = spawn('sleep', ['600']);
  children.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}

describe('owner of files', () => {
  it('is this process while it runs', () => {
    expect(isRunning(thisProcess())).toBe(true);
    expect(isRunningElsewhere(thisProcess())).toBe(false);
  });

  it('is another process while that runs, and not once it has ended', async () => {
    const pid = await sleeper();
    const owner = { host: os.hostname(), pid };
    expect(isRunningElsewhere(owner)).toBe(true);
    const ended = once(children[0] as ReturnType<typeof spawn>, 'exit');
    children[0]?.kill('SIGKILL');
    await ended;
    expect(isRunningElsewhere(owner)).toBe(false);
  });

  it('is not another machine’s process of the same number', async () => {
    expect(isRunningElsewhere({ host: 'elsewhere', pid: await sleeper() })).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('is not a later process of the same number', async () => {
    const pid = await sleeper();
    expect(isRunningElsewhere({ host: os.hostname(), pid, run: '0000abcd.1' })).toBe(false);
    // Another user's process: it cannot be signalled, and is told apart all the same.
    expect(isRunningElsewhere({ host: os.hostname(), pid: 1, run: '0000abcd.1' })).toBe(false);
  });

  it('goes into a file’s name and comes back', () => {
    expect(processKey()).toMatch(/^[\w.]+$/);
    expect(readProcessKey(processKey())).toEqual(thisProcess());
    expect(readProcessKey('42')).toEqual({ host: os.hostname(), pid: 42, run: undefined });
    for (const key of ['', '0', '-1', 'x', '1.', '1.a/b']) expect(readProcessKey(key)).toBeUndefined();
  });
});
