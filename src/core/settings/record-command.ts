import { durationKind } from './duration-kind';
import { type Flag, optional } from './flag';
import { RECORD_FLAGS } from './record-flags';
import type { Read } from './values';
import { VIEW_FLAGS } from './view-flags';

const { host, videoPort, telemetryPort, sources, showDamaged, settings, logLevel } = VIEW_FLAGS;
const { recordings, recordName, recordSegment, recordSegmentBytes, recordReserve, recordBeside } = RECORD_FLAGS;

/** The settings of `groundglass record`. */
export const RECORD_COMMAND_FLAGS = {
  host: { ...host, description: 'Vehicle to record: address of the Raspberry Pi host.' },
  videoPort,
  telemetryPort,
  sources: { ...sources, description: 'A stream to record, such as pi://10.0.0.7:9000; may be given again and again.' },
  for: {
    kind: optional(durationKind(1, 30 * 86_400)),
    description: 'Ends so long after the first picture. Without it: with Ctrl+C.',
    fallback: undefined,
  },
  recordings: { ...recordings, flag: 'out', description: 'Folder to record into. Without it: this one.' },
  ...{ recordName, recordSegment, recordSegmentBytes, recordReserve, recordBeside },
  showDamaged,
  settings,
  logLevel,
} as const satisfies Record<string, Flag<unknown>>;

export const REPAIR_HELP = `groundglass repair: puts right recordings that a crash or a loss of power cut off.

  groundglass repair FILE …            take what is torn off the end of each; all that is whole stays as it is`;

/** Reads what stands behind `repair`: files. */
export function readRepairFiles(args: readonly string[]): Read<readonly string[]> {
  const flag = args.find((arg) => arg.startsWith('-'));
  if (flag !== undefined) return { ok: false, message: `repair knows no ${flag}, see repair --help` };
  return args.length > 0 ? { ok: true, value: args } : { ok: false, message: 'repair needs a FILE, see repair --help' };
}
