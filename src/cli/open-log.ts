import type { ViewSettings } from '#core/settings/command';
import { createLog, type Log, RecentLines } from '#station/log';
import { LogFile } from '#station/log-file';

/** What of the settings says where the log goes. */
type LogSettings = Pick<ViewSettings, 'logLevel' | 'logFile'>;

/**
 * The log on standard error, and where a file is named, in it. The file and what is kept in memory have it at `info` at least,
 * for one who looks for a cause later.
 */
export function openLog({ logLevel, logFile }: LogSettings): Log {
  const recent = new RecentLines();
  const file = logFile === undefined ? undefined : new LogFile(logFile);
  const terminal = createLog(logLevel, (line) => process.stderr.write(`${line}\n`));
  const kept = createLog(logLevel === 'debug' ? 'debug' : 'info', (line) => {
    recent.add(line);
    file?.write(line);
  });
  const both = (of: 'error' | 'warn' | 'info' | 'debug') => (message: string) => {
    terminal[of](message);
    kept[of](message);
  };
  return {
    error: both('error'),
    warn: both('warn'),
    info: both('info'),
    debug: both('debug'),
    recent: () => recent.list(),
  };
}
