import { describe, expect, it } from 'vitest';
import flagsPage from '../../../docs/flags.md?raw';
import hostPage from '../../../docs/host.md?raw';
import { FLAG_TABLES } from './flag-tables';
import { GATEWAY_FLAGS } from './gateway-flags';
import { helpMarkdown, helpText } from './help';
import { VIEW_FLAGS } from './view-flags';

const PAGES: Readonly<Record<string, string>> = { 'docs/flags.md': flagsPage, 'docs/host.md': hostPage };

/** What stands on a page between `<!-- name -->` and `<!-- /name -->`. */
function section(page: string, name: string): string | undefined {
  return new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(PAGES[page] ?? '')?.[1]?.trim();
}

const tables = Object.entries(FLAG_TABLES).flatMap(([page, byName]) =>
  Object.entries(byName).map(([name, table]) => ({ page, name, table })),
);

describe('the tables of flags', () => {
  // To bring them up to date: node scripts/write-flag-tables.mjs
  it.each(tables)('have every flag as --help has it: $page, $name', ({ page, name, table }) => {
    expect(section(page, name)).toBe(helpMarkdown(table));
  });

  it.each([VIEW_FLAGS, GATEWAY_FLAGS])('leave out none of a command that has many', (flags) => {
    const told = new Set(tables.flatMap(({ table }) => Object.keys(table)));
    expect(Object.keys(flags).filter((name) => !told.has(name))).toEqual([]);
  });
});

describe('the help text', () => {
  it.each([80, 100, 120])('fits a terminal of %i columns', (width) => {
    for (const line of helpText(VIEW_FLAGS, width).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('begins every flag on a line of its own', () => {
    const text = helpText(VIEW_FLAGS);
    for (const flag of ['--host ADDR', '--shell electron|browser|none', '--help']) {
      expect(text).toMatch(new RegExp(`^  ${flag.replaceAll('|', '\\|')}\\b`, 'm'));
    }
  });
});
