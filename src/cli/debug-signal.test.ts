import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-signal-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process of its own: the signal is the whole process's. */
const PROGRAM = `
import { url } from 'node:inspector';
import { ignoreDebugSignal } from './debug-signal.mjs';
ignoreDebugSignal();
process.on('SIGUSR1', () => setImmediate(() => { console.log('inspector', url()); process.exit(); }));
setInterval(() => undefined, 1000);
console.log('ready');
`;

it.skipIf(process.platform === 'win32')('no inspector is opened by a signal', async () => {
  const { transpileModule, ModuleKind } = await import('typescript');
  const source = readFileSync(path.join(import.meta.dirname, 'debug-signal.ts'), 'utf8');
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.ESNext } });
  await writeFile(path.join(folder, 'debug-signal.mjs'), outputText);
  await writeFile(path.join(folder, 'program.mjs'), PROGRAM);
  const child = spawn(process.execPath, [path.join(folder, 'program.mjs')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += String(data);
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (line === 'ready') child.kill('SIGUSR1');
  });
  await once(child, 'close');
  expect(lines).toEqual(['ready', 'inspector undefined']);
  expect(complaints).toBe('');
});
