import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordingInfo } from '#core/recording/info';
import { createLog } from '../../log';
import { decode, encodedPictures, packetsOf } from './fixtures/judge';
import { RecordingLibrary } from './library';
import { repair } from './repair';
import { readInfo, writeInfo } from './sidecar';

const PROGRAM = path.join(import.meta.dirname, 'fixtures/record-until-killed.mjs');
const KILLS = 20;
const AT_ONCE = 5;
/** Key pictures are farther apart than a recording may lack: a fragment does not wait for one. */
const clip = encodedPictures('h264', 150, 150);
const log = createLog('error', () => undefined);

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-killed-'));
  program = path.join(folder, 'program/record.mjs');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: PROGRAM, outDir: path.dirname(program), rollupOptions: { output: { entryFileNames: 'record.mjs' } } },
  });
  await writeFile(path.join(folder, 'clip.h264'), Buffer.concat(clip.map(({ data }) => data)));
});
afterAll(() => rm(folder, { recursive: true }));

/** Kills a recorder behind so many pictures. @returns its folder, and the time of the last picture that it was given, in µs */
async function killBehind(pictures: number, number: number): Promise<{ place: string; lastUs: number }> {
  const place = await mkdtemp(path.join(folder, `${number}-`));
  const child = spawn(process.execPath, [program, place, path.join(folder, 'clip.h264')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const piece of child.stdout) {
    text += piece;
    if (text.split('\n').length > pictures) break;
  }
  if (child.exitCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const times = text.split('\n').slice(0, -1);
  return { place, lastUs: Number(times.at(-1)) };
}

describe('a recording whose program is killed', () => {
  it(`plays and lacks no more than the last second, at ${KILLS} random moments`, async () => {
    for (let batch = 0; batch < KILLS / AT_ONCE; batch++) {
      const kills = Array.from({ length: AT_ONCE }, (_, i) =>
        killBehind(40 + Math.floor(Math.random() * 60), batch * AT_ONCE + i),
      );
      for (const { place, lastUs } of await Promise.all(kills)) {
        const file = path.join(place, 'rec.mp4');
        const packets = await packetsOf(file);
        expect(packets.at(-1)?.timeS).toBeGreaterThan(lastUs / 1e6 - 1);
        expect((await decode(file)).pictures).toBe(packets.length);
      }
    }
  });

  it('is found at the next start, put right and shown, with its telemetry', async () => {
    const { place } = await killBehind(50, 99);
    const file = path.join(place, 'rec.mp4');
    const library = new RecordingLibrary(place, log);
    const [recovered] = await library.open();
    expect(recovered).toMatchObject({ file, info: { state: 'recovered', stream: { name: 'Rover' } } });
    expect(library.list()).toHaveLength(1);
    const packets = await packetsOf(file);
    expect(recovered?.info.pictures).toBe(packets.length);
    expect(await decode(file)).toEqual({ pictures: packets.length, complaints: '' });
    expect((await readFile(path.join(place, 'rec.jsonl'), 'utf8')).split('\n').length).toBeGreaterThan(10);
    const again = new RecordingLibrary(place, log);
    expect(await again.open()).toEqual([]);
    expect(again.list()).toHaveLength(1);
  });

  it('is found though its process’s number is another process’s by now', async () => {
    const { place } = await killBehind(50, 101);
    const info = await readInfo(path.join(place, 'rec'));
    // As after a reboot: the number is taken, by a process that no test may signal.
    await writeInfo(path.join(place, 'rec'), { ...info, owner: { ...info?.owner, pid: 1 } } as RecordingInfo);
    const [recovered] = await new RecordingLibrary(place, log).open();
    expect(recovered?.info.state).toBe('recovered');
  });

  it('is taken up once another process that records it has ended', async () => {
    const { place } = await killBehind(50, 102);
    const info = await readInfo(path.join(place, 'rec'));
    const other = spawn('sleep', ['600']);
    await once(other, 'spawn');
    const owner = { host: os.hostname(), pid: other.pid ?? 0 };
    await writeInfo(path.join(place, 'rec'), { ...info, owner } as RecordingInfo);
    const lines: string[] = [];
    const library = new RecordingLibrary(
      place,
      createLog('info', (line) => lines.push(line)),
    );
    expect(await library.open()).toEqual([]);
    expect(lines.join()).toContain(`is being recorded by process ${other.pid}`);
    await library.lookAgain();
    expect(library.list()).toEqual([]);
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    await library.lookAgain();
    expect(library.list()).toMatchObject([{ info: { state: 'recovered' } }]);
    await library.close();
  });

  it('loses the torn fragment alone, wherever it is torn', async () => {
    const { place } = await killBehind(60, 100);
    const file = path.join(place, 'rec.mp4');
    const whole = await repair(file);
    const bytes = await readFile(file);
    const copy = path.join(place, 'torn.mp4');
    for (let torn = 1; torn < 4000; torn += 397) {
      await writeFile(copy, bytes);
      await truncate(copy, bytes.length - torn);
      const found = await repair(copy);
      expect(found?.fragments).toBe((whole?.fragments ?? 0) - 1);
      expect((await decode(copy)).complaints).toBe('');
    }
  });

  it('is left alone where nothing of it is whole', async () => {
    const copy = path.join(folder, 'foreign.mp4');
    for (const text of ['', 'not a film', '\u0000\u0000\u0000\u0008ftyp']) {
      await writeFile(copy, text);
      expect(await repair(copy)).toBeUndefined();
      expect(await readFile(copy, 'utf8')).toBe(text);
    }
  });
});
