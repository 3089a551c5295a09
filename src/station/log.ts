import { oneLine } from '#core/names';

/** Where the station writes what people may want to know. Never secrets, never one line a picture. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
  /** The last lines of it, the oldest first; absent where none are kept. */
  readonly recent?: () => readonly string[];
}

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** A log of `level` and graver, a line each. */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const reach = LEVELS.indexOf(level);
  const at = (of: LogLevel) => (message: string) => {
    if (LEVELS.indexOf(of) <= reach) write(`${new Date().toISOString()} ${of} ${oneLine(message)}`);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** Lines that are kept of a log, and how much of each, in UTF-16 units. */
const RECENT_LINES = 200;
const RECENT_LINE_LENGTH = 500;

/** The last lines of a log, in memory. */
export class RecentLines {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line.slice(0, RECENT_LINE_LENGTH));
    if (this.#lines.length > RECENT_LINES) this.#lines.shift();
  }

  list(): readonly string[] {
    return [...this.#lines];
  }
}
