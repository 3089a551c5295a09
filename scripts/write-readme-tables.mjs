// `node scripts/write-readme-tables.mjs`: brings the README's tables of flags up to date with the schema they are made of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './lib/paths.mjs';

/** @param {string} file */
const load = async (file) => (await runnerImport(join(root, 'src/core/settings', file), { root })).module;
const { helpMarkdown } = await load('help.ts');
const { VIEW_FLAGS } = await load('view-flags.ts');
const { GATEWAY_FLAGS } = await load('gateway-flags.ts');
const { RECORD_COMMAND_FLAGS } = await load('record-command.ts');
const { SIMULATE_PI_FLAGS } = await load('simulate-flags.ts');
const { SIMULATE_DASHCAM_FLAGS } = await load('simulate-dashcam-flags.ts');
const { SIMULATE_PHONE_FLAGS } = await load('simulate-phone-flags.ts');
const { SIMULATE_PUSH_FLAGS } = await load('simulate-push-flags.ts');

const file = join(root, 'README.md');
let text = readFileSync(file, 'utf8');
const tables = {
  flags: VIEW_FLAGS,
  'gateway-flags': GATEWAY_FLAGS,
  'record-flags': RECORD_COMMAND_FLAGS,
  'simulate-flags': SIMULATE_PI_FLAGS,
  'dashcam-flags': SIMULATE_DASHCAM_FLAGS,
  'phone-flags': SIMULATE_PHONE_FLAGS,
  'push-flags': SIMULATE_PUSH_FLAGS,
};
for (const [name, table] of Object.entries(tables)) {
  const section = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  text = text.replace(section, (_, begin, end) => `${begin}\n${helpMarkdown(table)}\n\n${end}`);
}
writeFileSync(file, text);
