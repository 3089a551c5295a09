import { expect, it } from 'vitest';
import manyStreams from '../../../docs/guide/many-streams.md?raw';
import { port } from './flag';
import { sourcesMarkdown } from './source-document';
import { factsOf } from './source-facts';
import type { SourceRow } from './source-row';
import { SOURCE_KINDS, SOURCE_SCHEMES, SOURCES } from './source-table';
import { parseSourceUrl } from './source-url';

// To bring it up to date: node scripts/write-flag-tables.mjs
it('is what the guide shows of it', () => {
  expect(/<!-- sources -->\n([\s\S]*?)<!-- \/sources -->/.exec(manyStreams)?.[1]?.trim()).toBe(sourcesMarkdown());
});

it('has an example of each source that is dialled which can be dialled', () => {
  for (const scheme of SOURCE_SCHEMES) {
    expect(parseSourceUrl(SOURCES[scheme].example)).toMatchObject({ ok: true, value: { scheme } });
  }
  expect(new Set(SOURCE_KINDS).size).toBe(SOURCE_KINDS.length);
});

it('takes one more of each way by a row alone', () => {
  const row = { title: 'sources.pi', about: 'sources.pi.about', kind: 'push' } as const;
  const dialled = {
    ...row,
    way: 'dial',
    can: {},
    example: 'toy://10.0.0.7:77?speed=3',
    port: 77,
    path: false,
    parameters: { speed: { kind: port(), fallback: '1' } },
  } as const satisfies SourceRow;
  const accepted = {
    ...row,
    way: 'accept',
    can: { reportsUnwatched: true },
    captureIsRelative: true,
    protocol: 'toys, `--toys`',
  } as const satisfies SourceRow;
  const sources = { ...SOURCES, toy: dialled, toys: accepted };
  expect(parseSourceUrl('toy://10.0.0.7', sources)).toMatchObject({
    ok: true,
    value: { scheme: 'toy', port: 77, parameters: { speed: '1' } },
  });
  expect(parseSourceUrl('toys://10.0.0.7', sources)).toMatchObject({ ok: false });
  expect(sourcesMarkdown(sources)).toContain('| `toy://10.0.0.7:77?speed=3` |');
  expect(sourcesMarkdown(sources)).toContain('| toys, `--toys` |');
  expect(factsOf(dialled)).toEqual({ kind: 'push' });
  expect(factsOf(accepted)).toEqual({ kind: 'push', can: { reportsUnwatched: true }, captureIsRelative: true });
});
