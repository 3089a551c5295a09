import type { Result } from '../texts/result';
import { text } from '../texts/text';
import type { ArgumentToken } from './command-line';
import { filePath, number, toggle } from './flag';
import { parseSourceUrl } from './source-url';
import type { FlagTable, ValuesOf } from './values';

/** The settings of `groundglass doctor link`. */
export const DOCTOR_LINK_FLAGS = {
  seconds: { kind: number('N', 1, 3600), description: 'doctorLinkFlag.seconds.about', default: 5 },
  json: { kind: toggle, description: 'doctorLinkFlag.json.about', default: false },
  mavlinkKey: { kind: filePath, description: 'setting.mavlinkKey.about' },
  silent: { kind: toggle, description: 'setting.silent.about', default: false },
} as const satisfies FlagTable;

export type DoctorLinkSettings = ValuesOf<typeof DOCTOR_LINK_FLAGS>;

/** A source's URL: the one word of a command line that is no flag. */
export function readDoctorLinkSource(tokens: readonly ArgumentToken[]): Result<string> {
  const words = tokens.filter(({ kind }) => kind === 'positional');
  const [source] = words;
  if (source?.value === undefined || words.length > 1) return { ok: false, message: text('command.doctorLinkNeeds') };
  const read = parseSourceUrl(source.value);
  return read.ok ? { ok: true, value: source.value } : read;
}
