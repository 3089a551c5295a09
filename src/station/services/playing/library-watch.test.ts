import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LibraryAsk, type LibraryQuery, libraryStateSchema, PAGE_LENGTH } from '#contracts/library';
import type { RecordingInfo } from '#core/recording/info';
import { text } from '#core/texts/text';
import { openTestLink } from '../../link/fixtures/test-link';
import { createLog } from '../../log';
import { LIBRARY, RecordingLibrary } from '../recorder/library';
import { libraryHandler } from './topic';

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

const id = (number: number) => number.toString().padStart(8, '0');

/** Asks for the newest first, but for what is given. */
const ask = (query: Partial<LibraryQuery> = {}, number = 1) =>
  ({ ask: 'watch', request: number, words: '', sortBy: 'start', descending: true, pages: 1, ...query }) as const;

function info(number: number, name: string): RecordingInfo {
  return {
    version: 1,
    id: id(number),
    session: 's',
    stream: { id: `pi://${name}`, name: `${name} camera` },
    startedUs: 1e15 + number,
    state: 'finished',
    codec: 'h264',
    width: 640,
    height: 480,
    durationUs: 7e6,
    bytes: 4,
    pictures: 200,
    lost: 0,
    pinned: false,
    gaps: [{ fromUs: 1, toUs: 2, cause: 'link' }],
    marks: [{ atUs: 1 }, { atUs: 2, text: 'tree' }],
  };
}

function viewer({ mayChange = true, showFile = undefined as ((file: string) => void) | undefined } = {}) {
  const {
    messages,
    ask: send,
    close,
  } = openTestLink({
    topics: [libraryHandler],
    rights: { mayChange, showFile },
    provide: (all) => all.provide(LIBRARY, library),
  });
  const answer = (about: LibraryAsk) => send({ type: 'library', about });
  const state = () => {
    const message = messages.findLast((one) => one.type === 'library');
    return message && libraryStateSchema.parse(message.library);
  };
  const names = () => state()?.recordings.map(({ name }) => name);
  return { answer, close, messages, state, names, error: () => messages.findLast((one) => one.type === 'error') };
}

describe('a viewer of the library', () => {
  it('is told of recordings once it asks, the newest first, and when they change', async () => {
    const { answer, close, state, names } = viewer();
    expect(state()).toBeUndefined();
    answer(ask());
    expect(state()).toMatchObject({ isOpen: true, mayChange: true, canShow: false, folder, found: 2, total: 2 });
    expect(state()?.recordings[0]).toMatchObject({
      stream: 'South camera',
      file: 'South.mp4',
      gaps: 1,
      marks: 2,
      bytes: 4,
    });
    answer({ ask: 'rename', id: id(0), title: 'First flight' });
    answer({ ask: 'pin', id: id(0), pinned: true });
    await vi.waitFor(() => expect(state()?.recordings[1]).toMatchObject({ name: 'First flight', pinned: true }));
    answer(ask({ words: 'FLIGHT north' }, 2));
    expect(names()).toEqual(['First flight']);
    expect(state()).toMatchObject({ found: 1, total: 2 });
    close();
  });

  it('has them in the order that it asks for, equals the newest first', () => {
    library.put(path.join(folder, 'Flight 10'), { ...info(2, 'North'), durationUs: 1e6, bytes: 9 });
    library.put(path.join(folder, 'flight 9'), { ...info(3, 'North'), durationUs: 9e6, bytes: 2 });
    const { answer, close, names } = viewer();
    let number = 1;
    const sorted = (sortBy: LibraryQuery['sortBy'], descending: boolean) => {
      answer(ask({ sortBy, descending }, number++));
      return names();
    };
    expect(sorted('name', false)).toEqual(['flight 9', 'Flight 10', 'North', 'South']);
    expect(sorted('stream', true)).toEqual(['South', 'flight 9', 'Flight 10', 'North']);
    expect(sorted('start', false)).toEqual(['North', 'South', 'Flight 10', 'flight 9']);
    expect(sorted('length', true)).toEqual(['flight 9', 'South', 'North', 'Flight 10']);
    expect(sorted('size', false)).toEqual(['flight 9', 'South', 'North', 'Flight 10']);
    close();
  });

  it('finds what was recorded in a time, also if it began before', () => {
    const { answer, close, names, state } = viewer();
    const DAY = 86_400e6;
    library.put(path.join(folder, 'Next day'), { ...info(2, 'North'), startedUs: 1e15 + DAY });
    answer(ask({ fromUs: 1e15 + 6e6, toUs: 1e15 + DAY }));
    expect(names()).toEqual(['South', 'North']);
    expect(state()).toMatchObject({ found: 2, foundBytes: 8, total: 3, totalBytes: 12 });
    answer(ask({ fromUs: 1e15 + 8e6 }, 2));
    expect(names()).toEqual(['Next day']);
    close();
  });

  it('is told a page at a time, and of each only what is new', async () => {
    for (let at = 2; at < 2.5 * PAGE_LENGTH; at++) library.put(path.join(folder, `Flight ${at}`), info(at, 'West'));
    const { answer, close, messages } = viewer();
    const told = () =>
      messages
        .splice(0)
        .flatMap((one) => (one.type === 'library' ? [[one.library.first, one.library.recordings.length]] : []));
    answer(ask());
    expect(told()).toEqual([[0, PAGE_LENGTH]]);
    answer(ask({ pages: 2 }));
    expect(told()).toEqual([[PAGE_LENGTH, PAGE_LENGTH]]);
    answer(ask({ pages: 9 }));
    expect(told()).toEqual([[2 * PAGE_LENGTH, PAGE_LENGTH / 2]]);
    await library.pin(id(0), true);
    expect(told()).toEqual([[2 * PAGE_LENGTH, PAGE_LENGTH / 2]]);
    answer(ask({ words: 'no such' }, 2));
    expect(told()).toEqual([[0, 0]]);
    close();
  });

  it('is told no more when it leaves', async () => {
    const { answer, messages } = viewer();
    answer(ask());
    answer({ ask: 'leave' });
    await library.pin(id(0), true);
    expect(messages).toHaveLength(1);
  });

  it('deletes a recording and takes that back', async () => {
    const { answer, close, state, names, error } = viewer();
    answer(ask());
    answer({ ask: 'delete', id: id(1) });
    expect(names()).toEqual(['North']);
    expect(state()?.deleted).toEqual([{ id: id(1), name: 'South' }]);
    answer({ ask: 'restore', id: id(1) });
    expect(names()).toEqual(['South', 'North']);
    expect(state()?.deleted).toEqual([]);
    answer({ ask: 'restore', id: id(1) });
    expect(error()).toMatchObject({ message: text('recordings.deletedForGood') });
    close();
    expect(await readdir(folder)).toContain('South.mp4');
  });

  it('cannot delete what is being recorded', () => {
    library.put(path.join(folder, 'West'), { ...info(2, 'West'), state: 'recording' });
    const { answer, close, state, error } = viewer();
    answer(ask());
    answer({ ask: 'delete', id: id(2) });
    expect(error()).toMatchObject({ message: text('recordings.isRecorded') });
    expect(state()?.found).toBe(3);
    close();
  });

  it('is told where a recording is gone', async () => {
    const { answer, error } = viewer();
    answer({ ask: 'pin', id: id(7), pinned: true });
    await vi.waitFor(() => expect(error()).toMatchObject({ message: text('recordings.gone') }));
  });

  it('without the right changes nothing, is told so, and learns no folder', () => {
    const { answer, close, state, messages } = viewer({ mayChange: false });
    const asked = [
      { ask: 'delete', id: id(0) },
      { ask: 'pin', id: id(0), pinned: true },
      { ask: 'rename', id: id(0), title: 'x' },
      { ask: 'restore', id: id(0) },
      { ask: 'show', id: id(0) },
    ] as const;
    for (const about of asked) answer(about);
    expect(messages.filter(({ type }) => type === 'error')).toHaveLength(asked.length);
    library.delete(id(1));
    answer(ask());
    expect(state()).toMatchObject({ mayChange: false, deleted: [], total: 1 });
    expect(state()).not.toHaveProperty('folder');
    close();
  });

  it('at the station’s own screen has a file shown in its folder', () => {
    const showFile = vi.fn();
    const { answer, close, state } = viewer({ showFile });
    answer(ask());
    expect(state()?.canShow).toBe(true);
    answer({ ask: 'show', id: id(0) });
    expect(showFile).toHaveBeenCalledWith(path.join(folder, 'North.mp4'));
    close();
  });
});

it('a station that does not record says so', () => {
  const { messages, ask: send, close } = openTestLink({ topics: [libraryHandler] });
  send({ type: 'library', about: ask() });
  expect(messages).toMatchObject([{ type: 'library', library: { isOpen: false, total: 0 } }]);
  close();
});
