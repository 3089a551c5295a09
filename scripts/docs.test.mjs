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
const text = (/** @type {string} */ page) => readFileSync(join(root, page), 'utf8');
const lines = (/** @type {string} */ page) => text(page).split('\n').length;

/** Folders whose files a document may name from the root. */
const NAMED = /`((?:src|scripts|e2e|bench|docs|resources)\/[\w./@-]+)`/g;

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

  it('name in the security page what tests show: each exists', () => {
    const named = [...text('docs/security.md').matchAll(/`([\w./*-]+\.(?:test|spec)\.tsx?)`/g)].map(
      ([, name]) => name ?? '',
    );
    const tests = [...codeIn('src'), ...codeIn('e2e')].filter((file) => /\.(?:test|spec)\.tsx?$/.test(file));
    const found = (/** @type {string} */ name) => {
      const wanted = new RegExp(`(?:^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      return tests.some((file) => wanted.test(file));
    };
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !found(name))).toEqual([]);
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
