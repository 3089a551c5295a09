import { type Flag, number, optional } from './flag';
import type { Read } from './values';
import { VIEW_FLAGS } from './view-flags';

/** The settings of `groundglass play`: those of the viewer, and what a file may not say of itself. */
export const PLAY_FLAGS = {
  fps: {
    kind: optional(number('N', 1, 1000, false)),
    description: 'Pictures a second of a raw .h264 or .h265 file. Without it: as the file says, else 25.',
    fallback: undefined,
  },
  ...VIEW_FLAGS,
} as const satisfies Record<string, Flag<unknown>>;

/** Files to play. */
export interface PlayedFiles {
  readonly files: readonly string[];
  readonly fps: number | undefined;
}

/** Reads what stands behind `play`: files, and then flags. @returns the files, and the arguments behind them */
export function readPlayFiles(args: readonly string[]): Read<{ files: readonly string[]; rest: readonly string[] }> {
  const flagAt = args.findIndex((arg) => arg.startsWith('-'));
  const files = flagAt < 0 ? args : args.slice(0, flagAt);
  if (files.length === 0) return { ok: false, message: 'play needs a FILE in front of its flags, see play --help' };
  return { ok: true, value: { files, rest: args.slice(files.length) } };
}
