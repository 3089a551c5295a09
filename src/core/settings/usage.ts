import { english } from '../texts/english';
import type { PlainTextId } from '../texts/text';

/** One way to call a command: what is typed, and what it does; nothing where it is an example. */
export type UsageRow = readonly [typed: string, does?: PlainTextId];

/** Before what a command line does, so that the rows stand below each other. */
const COLUMN = 37;

/** The beginning of `--help`: what a command is for, and how it is called. */
export function usageText(about: PlainTextId, rows: readonly UsageRow[]): string {
  const lines = rows.map(([typed, does]) =>
    does === undefined ? `  ${typed}` : `  ${typed}`.padEnd(COLUMN + 2) + english(does),
  );
  return [english(about), ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}
