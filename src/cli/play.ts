import path from 'node:path';
import type { ViewSettings } from '#core/settings/command';
import type { PlayedFiles } from '#core/settings/play-command';
import type { Result } from '#core/texts/result';
import { text } from '#core/texts/text';
import { openMediaFile } from '#station/media-file/open-media-file';
import { isTlogName, Tlog } from '#station/services/playing/tlog';
import { printProblem } from './terminal';

/** How this program shows anything, in whatever shell. */
type Show = (settings: ViewSettings, args: readonly string[]) => Promise<number>;

/**
 * Shows files in the viewer, in whatever shell. What cannot be played is said before anything is shown.
 *
 * @param args the whole command line, which the shell may read again
 * @returns the exit code: 1 where none of them can be played
 */
export async function runPlay(settings: ViewSettings, args: readonly string[], show: Show): Promise<number> {
  const { files, ...how }: PlayedFiles = settings.play ?? { files: [], fps: undefined };
  const log = how.tlog === undefined ? undefined : await Tlog.open(how.tlog);
  if (log?.ok === false) {
    printProblem(text('cli.cannotPlay', { file: how.tlog ?? '', why: log.message }));
    return 1;
  }
  await log?.value.close();
  const playable: string[] = [];
  for (const file of files) {
    const read = await openAny(file, how.fps);
    if (read.ok) {
      playable.push(path.resolve(file));
      await read.value.close();
    } else printProblem(text('cli.cannotPlay', { file, why: read.message }));
  }
  return playable.length > 0 ? show({ ...settings, play: { ...how, files: playable } }, args) : 1;
}

function openAny(file: string, fps: number | undefined): Promise<Result<{ close(): Promise<void> }>> {
  return isTlogName(file) ? Tlog.open(file) : openMediaFile(file, fps === undefined ? {} : { fps });
}
