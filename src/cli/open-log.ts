import type { ViewSettings } from '#core/settings/command';
import { createLog, type Log } from '#station/log';
import { LogFile } from '#station/log-file';

/** What of the settings says where the log goes. */
type LogSettings = Pick<ViewSettings, 'logLevel' | 'logFile'>;

/** The log on standard error, and where a file is named, in it: there at `info` at least, for one who looks for a cause later. */
export function openLog({ logLevel, logFile }: LogSettings): Log {
  const terminal = createLog(logLevel, (line) => process.stderr.write(`${line}\n`));
  if (logFile === undefined) return terminal;
  const file = new LogFile(logFile);
  const kept = createLog(logLevel === 'debug' ? 'debug' : 'info', (line) => file.write(line));
  const both = (of: keyof Log) => (message: string) => {
    terminal[of](message);
    kept[of](message);
  };
  return { error: both('error'), warn: both('warn'), info: both('info'), debug: both('debug') };
}
