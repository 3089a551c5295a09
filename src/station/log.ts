import { oneLine } from '#core/names';

/** Where the station writes what people may want to know. Never secrets, never one line a picture. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
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
