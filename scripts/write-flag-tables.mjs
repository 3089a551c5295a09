// `node scripts/write-flag-tables.mjs`: brings the tables of flags in docs/flags.md, and that of sources in
// docs/guide/many-streams.md, up to date with the schemas that they are made of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './lib/paths.mjs';

/** @param {string} file */
const load = async (file) => (await runnerImport(join(root, 'src/core/settings', file), { root })).module;
const { helpMarkdown } = await load('help.ts');
const { FLAG_TABLES } = await load('flag-tables.ts');
const { sourcesMarkdown } = await load('source-document.ts');

for (const [file, tables] of Object.entries(FLAG_TABLES)) {
  for (const [name, table] of Object.entries(tables)) write(file, name, helpMarkdown(table));
}
write('docs/guide/many-streams.md', 'sources', sourcesMarkdown());

/**
 * Puts a table between `<!-- name -->` and `<!-- /name -->`.
 * @param {string} file
 * @param {string} name
 * @param {string} table
 */
function write(file, name, table) {
  const text = readFileSync(join(root, file), 'utf8');
  const section = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  const made = text.replace(section, (_, begin, end) => `${begin}\n${table}\n\n${end}`);
  writeFileSync(join(root, file), made);
}
