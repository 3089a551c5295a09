import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { filePath, number, parsed } from './flag';
import { flagsOf, SETTINGS } from './settings';
import type { FlagTable } from './values';

/** A day: more is another flight. */
const MAX_OFFSET_S = 86_400;

/** Seconds on, or back. */
const offsetKind = parsed('SECONDS', text('allowed.number', { min: -MAX_OFFSET_S, max: MAX_OFFSET_S }), (value) => {
  const seconds = /^[-+]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  return Math.abs(seconds) <= MAX_OFFSET_S ? seconds : undefined;
});

/** The settings of `groundglass play`: those of the viewer, and what a file may not say of itself. */
export const PLAY_FLAGS = {
  fps: {
    kind: number('N', 1, 1000, false),
    description: 'playFlag.fps.about',
  },
  tlog: {
    kind: filePath,
    description: 'playFlag.tlog.about',
  },
  tlogOffset: {
    kind: offsetKind,
    description: 'playFlag.tlogOffset.about',
  },
  ...flagsOf(SETTINGS, 'play'),
} as const satisfies FlagTable;

/** Files to play. */
export interface PlayedFiles {
  readonly files: readonly string[];
  readonly fps: number | undefined;
  /** The log of MAVLink that their telemetry comes from; absent: what lies beside each. */
  readonly tlog?: string | undefined;
  /** What its times are moved by, in seconds: more is later. */
  readonly tlogOffset?: number | undefined;
}

/** Reads what stands behind `play`: files, and then flags. @returns the files, and the arguments behind them */
export function readPlayFiles(args: readonly string[]): Result<{ files: readonly string[]; rest: readonly string[] }> {
  const flagAt = args.findIndex((arg) => arg.startsWith('-'));
  const files = flagAt < 0 ? args : args.slice(0, flagAt);
  if (files.length === 0) return { ok: false, message: text('command.playNeedsFile') };
  return { ok: true, value: { files, rest: args.slice(files.length) } };
}
