import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../ensure-built.mjs';
import { root } from '../paths.mjs';
import { KINDS } from './corpus.mjs';
import { playKinds } from './play-kinds.mjs';

/** `npm run conformance` plays them all, on the screen too. */
const quick = KINDS.filter((kind) => kind.quick);

describe('streams of the kinds that cameras send', () => {
  beforeAll(async () => {
    expect(await ensureBuilt()).toBe(true);
  });

  it('come out of every output as the pictures that they are', async () => {
    const rows = await playKinds(quick, { app: join(root, 'out/cli/index.js') });
    expect(rows.map(({ kind }) => kind)).toEqual(quick.map(({ name }) => name));
    const wrong = rows.flatMap(({ kind, outputs }) =>
      Object.entries(outputs).flatMap(([output, { ok, words }]) => (ok ? [] : [`${kind}, ${output}: ${words}`])),
    );
    expect(wrong).toEqual([]);
  });
});
