import { english } from '../texts/english';
import { type FlagTable, flagName } from './values';

/** `--video-port PORT` for each flag, with its description and its value when none is given. */
export interface HelpRow {
  readonly flag: string;
  readonly description: string;
  readonly default: string;
}

/** The rows of `--help` and of the tables in docs/flags.md. */
export function helpRows(table: FlagTable): readonly HelpRow[] {
  const rows = Object.entries(table).map(([name, flag]) => ({
    flag: `--${flagName(name, flag)}${flag.kind.placeholder === '' ? '' : ` ${flag.kind.placeholder}`}`,
    description: english(flag.description),
    default: formatDefault(flag.default),
  }));
  const version = { flag: '--version', description: english('help.version'), default: '' };
  return [
    ...rows,
    // A table may mean something else by it.
    ...('version' in table ? [] : [version]),
    { flag: '--help', description: english('help.help'), default: '' },
  ];
}

function formatDefault(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The flags as aligned text for a terminal of `width` columns. */
export function helpText(table: FlagTable, width = 100): string {
  const rows = helpRows(table);
  const column = Math.min(34, Math.max(...rows.map((row) => row.flag.length)) + 4);
  return rows
    .map((row) => {
      const words = `${row.description}${row.default === '' ? '' : ` [${row.default}]`}`;
      const lines = wrap(words, width - column);
      const flag = `  ${row.flag}`;
      const head = flag.length >= column ? [flag] : [];
      const first = flag.length >= column ? ''.padEnd(column) : flag.padEnd(column);
      return [...head, ...lines.map((line, index) => (index === 0 ? first : ''.padEnd(column)) + line)].join('\n');
    })
    .join('\n');
}

function wrap(words: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The flags as a Markdown table, for docs/flags.md. */
export function helpMarkdown(table: FlagTable): string {
  const escaped = (value: string) => value.replaceAll('|', '\\|');
  const rows = helpRows(table).map(
    (row) =>
      `| \`${escaped(row.flag)}\` | ${escaped(row.description)} | ${row.default === '' ? '' : `\`${row.default}\``} |`,
  );
  // not shown: the head of a table in docs/flags.md
  return ['| flag | what it does | default |', '| --- | --- | --- |', ...rows].join('\n');
}
