import { closeSharedBrowser } from '../../../e2e/support/browser.ts';
import { KINDS } from './corpus.mjs';
import { playKinds, prepare } from './play-kinds.mjs';
import { showKind } from './screen.mjs';

const COLUMNS = ['consume', 'live.mp4', 'recording', 'play', 'jpeg', 'chromium', 'electron'];
const NAME_LETTERS = Math.max(...KINDS.map(({ name }) => name.length));
const LETTERS = 18;

/**
 * Plays kinds and prints what came of them.
 * @param {object} options
 * @param {string} options.app the built command line program
 * @param {readonly string[]} [options.names] parts of kinds' names; absent: all
 * @param {readonly ('chromium' | 'electron')[]} options.shells on whose screens they are looked at too
 * @returns {Promise<boolean>} whether all was as it should be
 */
export async function conformance({ app, names, shells }) {
  const kinds = KINDS.filter(({ name }) => !names || names.some((part) => name.includes(part)));
  console.log(line('', COLUMNS));
  const all = [];
  for (const { kind, outputs } of await playKinds(kinds, { app })) {
    const shown = {};
    const prepared = shells.length > 0 ? await prepare(KINDS.find(({ name }) => name === kind)) : undefined;
    for (const shell of shells) shown[shell] = await showKind(prepared, shell);
    const row = { ...outputs, ...shown };
    console.log(
      line(
        kind,
        COLUMNS.map((column) => cellOf(row[column])),
      ),
    );
    all.push(...Object.values(row));
  }
  await closeSharedBrowser();
  const good = all.filter(({ ok }) => ok).length;
  console.log(`\n${good} of ${all.length}`);
  return good === all.length;
}

function cellOf(judged) {
  if (!judged) return '–';
  return judged.ok ? judged.words : `✗ ${judged.words}`;
}

function line(name, cells) {
  return [name.padEnd(NAME_LETTERS), ...cells.map((cell) => cell.padEnd(LETTERS))].join('  ').trimEnd();
}
