// `node scripts/check-texts.mjs [FOLDER]`: lists the texts for people that stand in code instead of in `src/core/texts`.
// With a folder, also those that are still to be migrated there.
import { findTexts } from './lib/texts/find-texts.mjs';
import { NOT_MIGRATED } from './lib/texts/not-migrated.mjs';
import { sourceFiles } from './lib/texts/source-files.mjs';

const [folder] = process.argv.slice(2);
const isAsked = (name) =>
  folder === undefined ? !NOT_MIGRATED.some((path) => name.startsWith(path)) : name.startsWith(folder);
const found = sourceFiles()
  .filter(({ name }) => isAsked(name))
  .flatMap(({ name, source }) => findTexts(name, source).map(({ line, text }) => `${name}:${line}: ${text}`));
for (const line of found) console.log(line);
process.exitCode = found.length > 0 ? 1 : 0;
