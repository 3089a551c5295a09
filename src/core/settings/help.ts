import { formatEndpoint } from './endpoint';
import { type FlagTable, flagName } from './values';

/** `--video-port PORT` for each flag, with its description and its value when nobody gives one. */
export interface HelpRow {
  readonly flag: string;
  readonly description: string;
  readonly fallback: string;
}

/** The rows of `--help` and of the README's table. */
export function helpRows(table: FlagTable): readonly HelpRow[] {
  const rows = Object.entries(table).map(([name, flag]) => ({
    flag: `--${flagName(name, flag)}${flag.kind.placeholder === '' ? '' : ` ${flag.kind.placeholder}`}`,
    description: flag.description,
    fallback: formatFallback(flag.fallback),
  }));
  const version = { flag: '--version', description: 'Print the version.', fallback: '' };
  return [
    ...rows,
    // A table may mean something else by it.
    ...('version' in table ? [] : [version]),
    { flag: '--help', description: 'Print this.', fallback: '' },
  ];
}

function formatFallback(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && 'address' in value && 'port' in value) {
    return formatEndpoint({ address: String(value.address), port: Number(value.port) });
  }
  return '';
}

/** The flags as aligned text for a terminal of `width` columns. */
export function helpText(table: FlagTable, width = 100): string {
  const rows = helpRows(table);
  const column = Math.min(34, Math.max(...rows.map((row) => row.flag.length)) + 4);
  return rows
    .map((row) => {
      const words = `${row.description}${row.fallback === '' ? '' : ` [${row.fallback}]`}`;
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

/** The flags as a Markdown table, for the README. */
export function helpMarkdown(table: FlagTable): string {
  const escaped = (value: string) => value.replaceAll('|', '\\|');
  const rows = helpRows(table).map(
    (row) =>
      `| \`${escaped(row.flag)}\` | ${escaped(row.description)} | ${row.fallback === '' ? '' : `\`${row.fallback}\``} |`,
  );
  return ['| flag | what it does | default |', '| --- | --- | --- |', ...rows].join('\n');
}
