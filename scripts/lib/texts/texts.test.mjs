import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EN } from '../../../src/core/texts/en';
import { root } from '../paths.mjs';
import { findTexts } from './find-texts.mjs';
import { NOT_MIGRATED } from './not-migrated.mjs';
import { sourceFiles } from './source-files.mjs';
import { usedIds } from './used-ids.mjs';

const files = sourceFiles();
const found = files.flatMap(({ name, source }) =>
  findTexts(name, source).map(({ line, text }) => `${name}:${line}: ${text}`),
);

describe('what people read', () => {
  it('stands in the catalogue', () => {
    expect(found.filter((line) => !NOT_MIGRATED.some((path) => line.startsWith(path)))).toEqual([]);
  });

  it('is still in the code of no folder that is said to be done', () => {
    expect(NOT_MIGRATED.filter((path) => !found.some((line) => line.startsWith(path)))).toEqual([]);
  });
});

describe('the catalogue', () => {
  const areas = readdirSync(join(root, 'src/core/texts/en')).filter((name) => name !== 'index.ts');

  it('has each message once', async () => {
    const modules = await Promise.all(areas.map((name) => import(`../../../src/core/texts/en/${name}`)));
    const ids = modules.flatMap((module) => Object.values(module).flatMap((texts) => Object.keys(texts)));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect([...ids].sort()).toEqual(Object.keys(EN).sort());
  });

  it('has no message that nothing says', () => {
    const ids = Object.keys(EN);
    // The speaker's own are named in the catalogue's folder.
    const used = new Set(['verbatim', 'unknown', ...files.flatMap(({ source }) => usedIds(source, ids))]);
    expect(ids.filter((id) => !used.has(id))).toEqual([]);
  });
});
