import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { durationKind } from './duration-kind';
import { flagsOf, SETTINGS } from './settings';
import { usageText } from './usage';
import type { FlagTable } from './values';

/** The settings of `groundglass record`. */
export const RECORD_COMMAND_FLAGS = {
  for: {
    kind: durationKind(1, 30 * 86_400),
    description: 'recordFlag.for.about',
  },
  ...flagsOf(SETTINGS, 'record'),
} as const satisfies FlagTable;

export const REPAIR_HELP = usageText('help.repair', [['groundglass repair FILE …', 'help.repair.files']]);

/** Reads what stands behind `repair`: files. */
export function readRepairFiles(args: readonly string[]): Result<readonly string[]> {
  const flag = args.find((arg) => arg.startsWith('-'));
  if (flag !== undefined) return { ok: false, message: text('command.repairFlag', { flag }) };
  return args.length > 0 ? { ok: true, value: args } : { ok: false, message: text('command.repairNeedsFile') };
}
