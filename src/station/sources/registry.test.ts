import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { SourceRow } from '#core/settings/source-row';
import { SOURCES } from '#core/settings/source-table';
import { Hub } from '../hub/hub';
import { createLog } from '../log';
import { SOURCE_MAKERS } from './registry';
import type { SourceMaker } from './source';
import { SourceList } from './source-list';

const HERE = import.meta.dirname;
/** Brings what other stations have, of any source. */
const NO_SOURCE_OF_ITS_OWN = 'broker';

const folders = (way: string) =>
  readdirSync(path.join(HERE, way), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );

it('has a folder for each row, and a row for each folder', () => {
  const rows: readonly (readonly [string, SourceRow])[] = Object.entries(SOURCES);
  // What is the same over TLS lies in the folder of what is not.
  const ids = (way: string) =>
    rows.flatMap(([id, row]) => (row.way === way && !/\+wss$|\+https$|^rtsps$/.test(id) ? [id.replace('+', '-')] : []));
  expect(folders('dial').sort()).toEqual(ids('dial').sort());
  // JPEG is pushed in a dialect of the gateway's own.
  const accepted = ids('accept').filter((id) => id !== 'push-jpeg');
  expect(folders('accept').filter((name) => name !== NO_SOURCE_OF_ITS_OWN)).toEqual(accepted.sort());
});

it('takes one more by its row and its maker alone', async () => {
  const toy = {
    way: 'dial',
    title: 'sources.pi',
    about: 'sources.pi.about',
    kind: 'pi',
    can: { reportsUnwatched: true },
    example: 'toy://10.0.0.7',
    port: 77,
    path: false,
    parameters: {},
  } as const satisfies SourceRow;
  const life: string[] = [];
  const maker: SourceMaker = {
    describe: ({ host, port }) => ({ video: `${host}:${port}`, telemetry: '' }),
    make: (url) => ({
      start: () => life.push(`start ${url.host}`),
      retryNow: () => life.push('retry'),
      stop: async () => void life.push('stop'),
    }),
  };
  const hub = new Hub();
  const sources = new SourceList({
    hub,
    log: createLog('error', () => undefined),
    showDamaged: false,
    sources: { rows: { ...SOURCES, toy }, makers: { ...SOURCE_MAKERS, toy: maker } },
  });
  const added = sources.add('toy://10.0.0.7');
  expect(hub.list()[0]?.info).toMatchObject({ kind: 'pi', can: { reportsUnwatched: true }, video: '10.0.0.7:77' });
  await expect.poll(() => life).toEqual(['start 10.0.0.7']);
  if (added.ok) sources.retryNow(added.value.info.id);
  await sources.close();
  expect(life).toEqual(['start 10.0.0.7', 'retry', 'stop']);
});

const SRC = path.join(HERE, '../..');
const CODE = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !name.includes('fixtures'))
  .map((name) => ({ name, text: readFileSync(path.join(SRC, name), 'utf8') }));

it('opens the streams of each accepting row by the row, and none past the table', () => {
  const opened = new Set(
    CODE.flatMap(({ text }) => [...text.matchAll(/addAccepted\([^,]+, '([^']+)'/g)].map(([, id]) => id)),
  );
  const accepting = Object.entries(SOURCES).flatMap(([id, { way }]) => (way === 'accept' ? [id] : []));
  expect([...opened].sort()).toEqual(accepting.sort());
  const opening = CODE.filter(({ text }) => /\bhub\.add\(/.test(text)).map(({ name }) => name);
  expect(opening.sort()).toEqual([
    'station/sources/accept/add-stream.ts',
    'station/sources/accept/broker/incoming.ts',
    'station/sources/source-list.ts',
  ]);
});

it('has a dash cam known by what it can, nowhere by its kind', () => {
  expect(CODE.filter(({ text }) => /kind\s*[!=]==\s*'jt/.test(text)).map(({ name }) => name)).toEqual([]);
});
