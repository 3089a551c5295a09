// not shown in this file: it writes a document, in English.
import { english } from '../texts/english';
import { text } from '../texts/text';
import { SOURCES, type SourceTable } from './source-table';

/**
 * The table of sources of docs/guide/many-streams.md, between `<!-- sources -->` and `<!-- /sources -->`.
 * `node scripts/write-flag-tables.mjs` writes it there.
 */
export function sourcesMarkdown(sources: SourceTable = SOURCES): string {
  const lines = Object.values(sources).map((row) => {
    const how = row.way === 'dial' ? `\`${row.example}\`` : row.protocol;
    return `| ${english(text(row.title))} | ${how} | ${english(text(row.about))} |`;
  });
  return ['| source | URL, or what it speaks | what it is |', '| --- | --- | --- |', ...lines].join('\n');
}
