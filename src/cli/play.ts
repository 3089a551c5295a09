import path from 'node:path';
import type { ViewSettings } from '#core/settings/command';
import { text } from '#core/texts/text';
import { openMediaFile } from '#station/media-file/open-media-file';
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
  const { files = [], fps } = settings.play ?? {};
  const playable: string[] = [];
  for (const file of files) {
    const read = await openMediaFile(file, fps === undefined ? {} : { fps });
    if (read.ok) {
      playable.push(path.resolve(file));
      await read.value.close();
    } else printProblem(text('cli.cannotPlay', { file, why: read.message }));
  }
  return playable.length > 0 ? show({ ...settings, play: { files: playable, fps } }, args) : 1;
}
