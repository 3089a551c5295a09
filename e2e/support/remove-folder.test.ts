import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { removeFolder } from './remove-folder';

/** Writes files into a folder below the given one as fast as it can, and ends by itself. */
const WRITER = `
  const fs = require('node:fs');
  const folder = process.argv[1] + '/below';
  const end = Date.now() + 1500;
  for (let n = 0; Date.now() < end; n++) {
    try {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(folder + '/' + n, 'x');
    } catch {}
    if (n === 100) console.log('writing');
  }
`;

test('removes a folder into which somebody still writes', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-written-'));
  const writer = spawn(process.execPath, ['-e', WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'close');
  await once(writer.stdout, 'data');
  removeFolder(folder);
  await ended;
  // What the writer made again after the removal is not ours to judge.
  removeFolder(folder);
  expect(existsSync(folder)).toBe(false);
});
