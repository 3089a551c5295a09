// `node scripts/write-flag-tables.mjs`: brings the tables of flags in README.md and docs/flags.md up to date with the schema
// that they are made of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './lib/paths.mjs';

/** @param {string} file */
const load = async (file) => (await runnerImport(join(root, 'src/core/settings', file), { root })).module;
const { helpMarkdown } = await load('help.ts');
const { FLAG_TABLES } = await load('flag-tables.ts');

for (const [file, tables] of Object.entries(FLAG_TABLES)) {
  let text = readFileSync(join(root, file), 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    const section = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    text = text.replace(section, (_, begin, end) => `${begin}\n${helpMarkdown(table)}\n\n${end}`);
  }
  writeFileSync(join(root, file), text);
}
