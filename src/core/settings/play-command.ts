import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { number } from './flag';
import { flagsOf, SETTINGS } from './settings';
import type { FlagTable } from './values';

/** The settings of `groundglass play`: those of the viewer, and what a file may not say of itself. */
export const PLAY_FLAGS = {
  fps: {
    kind: number('N', 1, 1000, false),
    description: 'playFlag.fps.about',
  },
  ...flagsOf(SETTINGS, 'play'),
} as const satisfies FlagTable;

/** Files to play. */
export interface PlayedFiles {
  readonly files: readonly string[];
  readonly fps: number | undefined;
}

/** Reads what stands behind `play`: files, and then flags. @returns the files, and the arguments behind them */
export function readPlayFiles(args: readonly string[]): Result<{ files: readonly string[]; rest: readonly string[] }> {
  const flagAt = args.findIndex((arg) => arg.startsWith('-'));
  const files = flagAt < 0 ? args : args.slice(0, flagAt);
  if (files.length === 0) return { ok: false, message: text('command.playNeedsFile') };
  return { ok: true, value: { files, rest: args.slice(files.length) } };
}
