import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { libraryStateSchema } from '#contracts/library';
import type { StationMessage } from '#contracts/link';
import type { RecordingInfo } from '#core/recording/info';
import { createLog } from '../log';
import { RecordingLibrary } from '../sinks/record/library';
import { LibraryWatch } from './library-watch';

let folder: string;
let library: RecordingLibrary;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-library-'));
  for (const [number, name] of ['North', 'South'].entries()) {
    await writeFile(path.join(folder, `${name}.mp4`), 'film');
    await writeFile(path.join(folder, `${name}.json`), JSON.stringify(info(number, name)));
  }
  library = new RecordingLibrary(
    folder,
    createLog('error', () => undefined),
  );
  await library.open();
});

afterEach(async () => {
  await library.close();
  await rm(folder, { recursive: true });
});

const id = (number: number) => `0000000${number}`;

function info(number: number, name: string): RecordingInfo {
  return {
    ...{ version: 1, id: id(number), session: 's', stream: { id: `pi://${name}`, name: `${name} camera` } },
    ...{ startedUs: 1e15 + number, state: 'finished', codec: 'h264', width: 640, height: 480, durationUs: 7e6 },
    ...{ bytes: 4, pictures: 200, lost: 0, pinned: false, gaps: [{ fromUs: 1, toUs: 2, cause: 'link' }] },
  };
}

function viewer({ mayChange = true, showFile = undefined as ((file: string) => void) | undefined } = {}) {
  const messages: StationMessage[] = [];
  const watch = new LibraryWatch(library, { mayChange, showFile }, (message) => messages.push(message));
  const state = () => {
    const message = messages.findLast((one) => one.type === 'library');
    return message && libraryStateSchema.parse(message.library);
  };
  const names = () => state()?.recordings.map(({ name }) => name);
  return { watch, messages, state, names, error: () => messages.findLast((one) => one.type === 'error') };
}

describe('a viewer of the library', () => {
  it('is told of recordings once it asks, the newest first, and when they change', async () => {
    const { watch, state, names } = viewer();
    expect(state()).toBeUndefined();
    watch.answer({ ask: 'watch', words: '' });
    expect(state()).toMatchObject({ isOpen: true, mayChange: true, canShow: false, folder, found: 2, total: 2 });
    expect(state()?.recordings[0]).toMatchObject({ stream: 'South camera', file: 'South.mp4', gaps: 1, bytes: 4 });
    watch.answer({ ask: 'rename', id: id(0), title: 'First flight' });
    watch.answer({ ask: 'pin', id: id(0), pinned: true });
    await vi.waitFor(() => expect(state()?.recordings[1]).toMatchObject({ name: 'First flight', pinned: true }));
    watch.answer({ ask: 'watch', words: 'FLIGHT north' });
    expect(names()).toEqual(['First flight']);
    expect(state()).toMatchObject({ found: 1, total: 2 });
    watch.end();
  });

  it('is told no more when it leaves', async () => {
    const { watch, messages } = viewer();
    watch.answer({ ask: 'watch', words: '' });
    watch.answer({ ask: 'leave' });
    await library.pin(id(0), true);
    expect(messages).toHaveLength(1);
  });

  it('deletes a recording and takes that back', async () => {
    const { watch, state, names, error } = viewer();
    watch.answer({ ask: 'watch', words: '' });
    watch.answer({ ask: 'delete', id: id(1) });
    expect(names()).toEqual(['North']);
    expect(state()?.deleted).toEqual([{ id: id(1), name: 'South' }]);
    watch.answer({ ask: 'restore', id: id(1) });
    expect(names()).toEqual(['South', 'North']);
    expect(state()?.deleted).toEqual([]);
    watch.answer({ ask: 'restore', id: id(1) });
    expect(error()).toMatchObject({ message: expect.stringContaining('cannot be taken back') });
    watch.end();
    expect(await readdir(folder)).toContain('South.mp4');
  });

  it('cannot delete what is being recorded', () => {
    library.put(path.join(folder, 'West'), { ...info(2, 'West'), state: 'recording' });
    const { watch, state, error } = viewer();
    watch.answer({ ask: 'watch', words: '' });
    watch.answer({ ask: 'delete', id: id(2) });
    expect(error()).toMatchObject({ message: 'It is still being recorded.' });
    expect(state()?.found).toBe(3);
    watch.end();
  });

  it('is told where a recording is gone', async () => {
    const { watch, error } = viewer();
    watch.answer({ ask: 'pin', id: id(7), pinned: true });
    await vi.waitFor(() => expect(error()).toMatchObject({ message: 'This recording is gone.' }));
  });

  it('without the right changes nothing, is told so, and learns no folder', () => {
    const { watch, state, messages } = viewer({ mayChange: false });
    const asked = [
      { ask: 'delete', id: id(0) },
      { ask: 'pin', id: id(0), pinned: true },
      { ask: 'rename', id: id(0), title: 'x' },
      { ask: 'restore', id: id(0) },
      { ask: 'show', id: id(0) },
    ] as const;
    for (const about of asked) watch.answer(about);
    expect(messages.filter(({ type }) => type === 'error')).toHaveLength(asked.length);
    library.delete(id(1));
    watch.answer({ ask: 'watch', words: '' });
    expect(state()).toMatchObject({ mayChange: false, deleted: [], total: 1 });
    expect(state()).not.toHaveProperty('folder');
    watch.end();
  });

  it('at the station’s own screen has a file shown in its folder', () => {
    const showFile = vi.fn();
    const { watch, state } = viewer({ showFile });
    watch.answer({ ask: 'watch', words: '' });
    expect(state()?.canShow).toBe(true);
    watch.answer({ ask: 'show', id: id(0) });
    expect(showFile).toHaveBeenCalledWith(path.join(folder, 'North.mp4'));
    watch.end();
  });
});

it('a station that does not record says so', () => {
  const messages: StationMessage[] = [];
  const watch = new LibraryWatch(undefined, { mayChange: true }, (message) => messages.push(message));
  watch.answer({ ask: 'watch', words: '' });
  expect(messages).toMatchObject([{ type: 'library', library: { isOpen: false, total: 0 } }]);
  watch.end();
});
