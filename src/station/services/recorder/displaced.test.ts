import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nowUs } from '../../clock';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { decode, encodedPictures } from './fixtures/judge';
import { recordOnDemand } from './fixtures/settings';
import { Recorder } from './recorder';
import type { RecorderSettings } from './recorder-settings';

const INFO = { id: 'pi://rover', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const clip = encodedPictures('h264', 60, 30);

let root: string;
let folder: string;
let stream: Stream;
let hub: Hub;
let recorder: Recorder;
const lines: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'groundglass-displaced-'));
  folder = path.join(root, 'videos');
  hub = new Hub();
  stream = hub.add(INFO);
});
afterEach(async () => {
  await recorder.close();
  lines.length = 0;
  await rm(root, { recursive: true });
});

async function open(settings: Partial<RecorderSettings> = {}): Promise<void> {
  const log = createLog('info', (line) => lines.push(line));
  recorder = new Recorder(hub, log, recordOnDemand(folder, { pattern: 'rec', ...settings }));
  await recorder.ready();
}

let lastUs = 0;
function publish(): void {
  for (const picture of clip) {
    lastUs = Math.max(nowUs(), lastUs + 33_333);
    stream.publish({ ...picture, receiveUs: lastUs });
  }
}

const films = async (place: string) =>
  (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.mp4')).sort();
const now = () => recorder.state().streams;

/** Records until the first pictures are on the disk. */
async function record(): Promise<void> {
  recorder.start('pi://rover');
  publish();
  await vi.waitFor(() => expect(recorder.library.list()).toMatchObject([{ info: { durationUs: expect.any(Number) } }]));
  await vi.waitFor(() => expect(recorder.library.list()[0]?.info.bytes).toBeGreaterThan(5000));
}

/** A file in the folder's place. The recorder looks by itself, too, and may have made the folder again before it is there. */
const block = () =>
  vi.waitFor(async () => {
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'in the way');
  });

describe('a recording whose folder', () => {
  it('is in its place says nothing', async () => {
    await open();
    await record();
    await recorder.look();
    expect(now()).toMatchObject([{ state: 'recording', file: 'rec.mp4' }]);
    expect(now()[0]).not.toHaveProperty('notice');
    expect(lines).toEqual([]);
  });

  it('was deleted goes on in a new file, and every viewer is told', async () => {
    await open();
    await record();
    const told = vi.fn();
    recorder.onChange(told);
    await rm(folder, { recursive: true });
    await recorder.look();
    expect(now()).toMatchObject([{ state: 'recording', notice: { message: { id: 'recorder.moved' } } }]);
    expect(told).toHaveBeenCalled();
    publish();
    await vi.waitFor(async () => expect(await films(folder)).toEqual(['rec.mp4']));
    recorder.stop('pi://rover');
    await recorder.ready();
    expect(await decode(path.join(folder, 'rec.mp4'))).toMatchObject({ complaints: '' });
    // What is known of it is of the new file, not of the one that is lost.
    const { pictures } = JSON.parse(await readFile(path.join(folder, 'rec.json'), 'utf8')) as { pictures: number };
    expect(pictures).toBe((await decode(path.join(folder, 'rec.mp4'))).pictures);
    expect(recorder.library.list()).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('was renamed is finished where it is now', async () => {
    await open();
    await record();
    const elsewhere = path.join(root, 'elsewhere');
    await rename(folder, elsewhere);
    await recorder.look();
    publish();
    await vi.waitFor(async () => expect(await films(folder)).toEqual(['rec.mp4']));
    await vi.waitFor(async () =>
      expect(JSON.parse(await readFile(path.join(elsewhere, 'rec.json'), 'utf8'))).toMatchObject({ state: 'finished' }),
    );
    expect(await decode(path.join(elsewhere, 'rec.mp4'))).toMatchObject({ complaints: '' });
  });

  it('cannot be made again goes on in the second folder, and comes back with the next file', async () => {
    const fallback = path.join(root, 'second');
    await open({ fallback });
    await record();
    await block();
    await recorder.look();
    publish();
    await vi.waitFor(async () => expect(await films(fallback)).toEqual(['rec.mp4']));
    await vi.waitFor(() => expect(recorder.library.list()).toMatchObject([{ file: path.join(fallback, 'rec.mp4') }]));
    await unlink(folder);
    recorder.stop('pi://rover');
    await recorder.ready();
    recorder.start('pi://rover');
    publish();
    await vi.waitFor(async () => expect(await films(folder)).toEqual(['rec.mp4']));
    await vi.waitFor(() => expect(recorder.library.list()).toHaveLength(2));
  });

  it('cannot be made again fails with an alarm, and begins again by itself', async () => {
    await open();
    await record();
    await block();
    await recorder.look();
    publish();
    await vi.waitFor(() => expect(now()).toMatchObject([{ state: 'failed' }]));
    await unlink(folder);
    await vi.waitFor(
      async () => {
        await recorder.look();
        expect(now()).toMatchObject([{ state: 'recording', notice: { message: { id: 'recorder.resumed' } } }]);
      },
      { timeout: 30_000, interval: 200 },
    );
    publish();
    await vi.waitFor(async () => expect(await films(folder)).toEqual(['rec.mp4']));
  });

  it('cannot be written leaves what a person acknowledged as it is', async () => {
    await writeFile(folder, 'in the way');
    await open();
    recorder.start('pi://rover');
    publish();
    await vi.waitFor(() => expect(now()).toMatchObject([{ state: 'failed' }]));
    recorder.stop('pi://rover');
    await unlink(folder);
    await recorder.look();
    expect(now()).toEqual([]);
  });
});

describe('the list of recordings', () => {
  beforeEach(async () => {
    await open();
    await record();
    recorder.stop('pi://rover');
    await vi.waitFor(() => expect(recorder.library.list()).toMatchObject([{ info: { state: 'finished' } }]));
    await recorder.ready();
  });
  const names = () => recorder.library.list().map(({ file }) => path.basename(file));

  it('has no entry of a file that somebody took away', async () => {
    await unlink(path.join(folder, 'rec.mp4'));
    await recorder.look();
    expect(names()).toEqual([]);
  });

  it('shows a copy beside its original, with what is said of each for itself', async () => {
    for (const end of ['.mp4', '.json', '.jsonl'])
      await cp(path.join(folder, `rec${end}`), path.join(folder, `zwei${end}`));
    await recorder.look();
    expect(names().sort()).toEqual(['rec.mp4', 'zwei.mp4']);
    const [copy] = recorder.library.list().filter(({ file }) => file.endsWith('zwei.mp4'));
    await recorder.library.rename(copy?.info.id ?? '', 'The copy');
    expect(recorder.library.list().flatMap(({ info }) => info.title ?? [])).toEqual(['The copy']);
  });

  it.each(['.mp4', '.json', '.jsonl'])('leaves out what a link %s leads out of the folder', async (end) => {
    for (const one of ['.mp4', '.json', '.jsonl']) {
      await cp(path.join(folder, `rec${one}`), path.join(folder, `link${one}`));
      await cp(path.join(folder, `rec${one}`), path.join(root, `outside${one}`));
    }
    await unlink(path.join(folder, `link${end}`));
    await symlink(path.join(root, `outside${end}`), path.join(folder, `link${end}`));
    await recorder.look();
    expect(names()).toEqual(['rec.mp4']);
  });

  it('takes a link within the folder for a recording', async () => {
    await cp(path.join(folder, 'rec.json'), path.join(folder, 'link.json'));
    await symlink(path.join(folder, 'rec.mp4'), path.join(folder, 'link.mp4'));
    await recorder.look();
    expect(names().sort()).toEqual(['link.mp4', 'rec.mp4']);
  });
});

it('what is known of a recording is written when the disk takes it again', async () => {
  await open();
  await record();
  // Stands in for a full disk: what is written first cannot be.
  const inTheWay = path.join(folder, 'rec.json.new');
  await mkdir(inTheWay);
  recorder.stop('pi://rover');
  await recorder.ready();
  const known = async () => JSON.parse(await readFile(path.join(folder, 'rec.json'), 'utf8')) as object;
  expect(recorder.library.list()).toMatchObject([{ info: { state: 'finished' } }]);
  expect(await known()).toMatchObject({ state: 'recording' });
  await rm(inTheWay, { recursive: true });
  await recorder.look();
  expect(await known()).toMatchObject({ state: 'finished' });
});

describe.skipIf(process.platform === 'win32')('the files of a recording', () => {
  const modes = async () => {
    const names = await readdir(folder);
    return Object.fromEntries(
      await Promise.all(
        names.map(async (name) => [path.extname(name), (await stat(path.join(folder, name))).mode & 0o777]),
      ),
    );
  };

  it.each([
    [undefined, 0o600],
    [0o664, 0o664],
  ])('have the rights %o: %o', async (mode, expected) => {
    await open({ mode, beside: ['csv'] });
    await record();
    recorder.stop('pi://rover');
    await vi.waitFor(async () => expect(Object.keys(await modes())).toContain('.csv'));
    await recorder.ready();
    const [entry] = recorder.library.list();
    await recorder.library.pin(entry?.info.id ?? '', true);
    expect(await modes()).toEqual({ '.mp4': expected, '.json': expected, '.jsonl': expected, '.csv': expected });
  });
});
