import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from '#core/texts/text';
import { isProgram, onPath } from './machine/on-path';

/** Where an ffmpeg was looked for, for the line that says that there is none. */
export const NO_FFMPEG = text('ffmpeg.none');

export interface FindFfmpegOptions {
  /** A path that a person set. It alone counts, where it is set. */
  readonly setting?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  /** The path that the package ffmpeg-static gives; tests put theirs in. */
  readonly bundled?: () => unknown;
}

/**
 * Finds ffmpeg: setting → `FFMPEG_BIN` → the package ffmpeg-static → `PATH`. A setting or a variable that names no program is
 * not passed over in silence: there is none then.
 */
export function findFfmpeg({
  setting,
  env = process.env,
  bundled = ffmpegStatic,
}: FindFfmpegOptions = {}): string | undefined {
  const named = setting || env.FFMPEG_BIN;
  if (named) return isProgram(named) ? named : named.includes(path.sep) ? undefined : onPath(named, env);
  const packaged = bundled();
  if (typeof packaged === 'string' && isProgram(packaged)) return packaged;
  return onPath('ffmpeg', env);
}

/** Its install step downloads the program, so the package may be there without it, or not at all. */
function ffmpegStatic(): unknown {
  try {
    const file: unknown = createRequire(import.meta.url)('ffmpeg-static');
    // A program within Electron's archive cannot be started; the packager unpacks it beside.
    return typeof file === 'string' ? file.replace('app.asar', 'app.asar.unpacked') : undefined;
  } catch {
    return undefined;
  }
}
