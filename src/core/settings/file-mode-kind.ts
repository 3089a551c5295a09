import { text as textOf } from '../texts/text';
import { type FlagKind, parsed } from './flag';

/** The rights of a file, in octal digits: `0640`. Its owner may always read and write it; nothing is a program. */
export const fileModeKind: FlagKind<number> = parsed('MODE', textOf('allowed.fileMode'), (digits) => {
  const mode = /^0?[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 0;
  return (mode & 0o600) === 0o600 && (mode & 0o111) === 0 ? mode : undefined;
});
