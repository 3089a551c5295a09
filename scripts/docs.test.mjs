import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './lib/paths.mjs';

const pagesIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs')];
const codeIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
const scriptsIn = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => `${folder}/${name}`);
const text = (/** @type {string} */ page) => readFileSync(join(root, page), 'utf8');
const lines = (/** @type {string} */ page) => text(page).split('\n').length;

/** Folders whose files a document may name from the root. */
const NAMED = /`((?:src|scripts|e2e|bench|docs|resources)\/[\w./@-]+)`/g;

/**
 * The claims of the security page: each paragraph, item and row below the head “What is done”. A line that ends with a colon
 * stands for the table behind it where it names tests itself; else each row of the table is a claim.
 * @param {string} page
 */
function claimsOf(page) {
  const done = page.slice(page.indexOf('\n## What is done'));
  const parts = done.split(/^## /m).filter((part) => /^(?:What is done|Recordings)/.test(part));
  /** @type {string[]} */
  const claims = [];
  let isCovered = false;
  for (const line of parts.flatMap((part) => part.split('\n').slice(1))) {
    if (line.trim() === '') continue;
    if (line.startsWith('#')) isCovered = false;
    else if (line.startsWith('|')) {
      if (!isCovered && !isHead(line)) claims.push(line);
    } else {
      isCovered = line.endsWith(':') && line.includes('.test.');
      if (!line.endsWith(':') || isCovered) claims.push(line);
    }
  }
  return claims;
}

/** Whether a row of a table is its head, or the line below that. @param {string} row */
function isHead(row) {
  return /^\| ---/.test(row) || /^\| (?:attempt|item|directive) \|/.test(row);
}

describe('documents', () => {
  it.each(pages)('%s names files and folders that exist', (page) => {
    const named = [...text(page).matchAll(NAMED)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it.each(pages)('%s links to what exists', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
    const inside = links.filter((link) => !/^[a-z]+:/.test(link)).map((link) => normalize(join(dirname(page), link)));
    expect(inside.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it('number the sections of the protocols that comments cite', () => {
    const numbers = [...text('docs/protocols.md').matchAll(/^##+ (\d+(?:\.\d+)?)/gm)].map(([, number]) => number);
    const cited = codeIn('src').flatMap((file) =>
      [...text(file).matchAll(/protocols\.md,? (\d+(?:\.\d+)?)/gi)].map(([, number]) => ({ file, number })),
    );
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter(({ number }) => !numbers.includes(number))).toEqual([]);
    expect(codeIn('src').filter((file) => /(?<!docs\/)PROTOCOLS\.md/i.test(text(file)))).toEqual([]);
  });

  describe('the security page', () => {
    /** Tests that it names, as `folder/name.test.ts`; a `*` is any name. */
    const NAMED_TEST = /`([\w./*-]+\.(?:test|spec)\.(?:tsx?|mjs))`/g;
    const tests = [...codeIn('src'), ...codeIn('e2e'), ...scriptsIn('scripts')].filter((file) =>
      /\.(?:test|spec)\.(?:tsx?|mjs)$/.test(file),
    );
    const found = (/** @type {string} */ name) => {
      const wanted = new RegExp(`(?:^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      return tests.filter((file) => wanted.test(file));
    };
    const named = [...text('docs/security.md').matchAll(NAMED_TEST)].map(([, name]) => name ?? '');

    it('names tests that exist, each so that it is clear which is meant', () => {
      expect(named.length).toBeGreaterThan(100);
      expect(named.filter((name) => found(name).length === 0)).toEqual([]);
      expect(named.filter((name) => !name.includes('*') && found(name).length > 1)).toEqual([]);
    });

    it('names for each claim of what is done a test that shows it', () => {
      const claims = claimsOf(text('docs/security.md'));
      expect(claims.length).toBeGreaterThan(60);
      expect(claims.filter((claim) => !claim.match(NAMED_TEST)).map((claim) => claim.slice(0, 80))).toEqual([]);
    });
  });

  it('keep README under 200 lines and the architecture on one page of 150', () => {
    expect(lines('README.md')).toBeLessThan(200);
    expect(lines('docs/architecture.md')).toBeLessThanOrEqual(150);
  });

  it.each(pagesIn('docs/subsystems'))('%s has the heads of every subsystem, and a row in the architecture', (page) => {
    const heads = [...text(page).matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(heads).toEqual(['Purpose', 'Parts', 'The way', 'Rules that must hold', 'Figures']);
    expect(text('docs/architecture.md')).toContain(`](${relative('docs', page)})`);
  });

  it.each(['a-source', 'an-instrument', 'a-setting', 'a-feature', 'a-topic', 'a-service'])(
    'have a checklist for %s',
    (name) => {
      expect(text(`docs/adding/${name}.md`)).toMatch(/^1\. /m);
    },
  );
});
