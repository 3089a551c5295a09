import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { openLog } from './open-log';

it('keeps in the file what the terminal need not say, and neither what is for debugging', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-open-log-'));
  const logFile = path.join(folder, 'groundglass.log');
  const said: unknown[] = [];
  const terminal = vi.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(line) > 0);
  const log = openLog({ logLevel: 'warn', logFile });
  for (const level of ['error', 'warn', 'info', 'debug'] as const) log[level](`a word at ${level}`);
  terminal.mockRestore();
  const levels = (text: string) => [...text.matchAll(/a word at (\w+)/g)].map(([, level]) => level);
  expect(levels(said.join(''))).toEqual(['error', 'warn']);
  await vi.waitFor(async () => expect(levels(await readFile(logFile, 'utf8'))).toEqual(['error', 'warn', 'info']));
  await rm(folder, { recursive: true });
});
