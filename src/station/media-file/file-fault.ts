import { type Text, text, verbatim } from '#core/texts/text';

/** Why a file cannot be opened or read, in words that follow “NAME cannot be played: ”. */
export function fileFault(error: unknown): Text {
  if (!(error instanceof Error)) return verbatim(String(error));
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return text('film.noFile');
  if (code === 'EACCES' || code === 'EPERM') return text('film.notReadable');
  if (code === 'EISDIR') return text('film.folder');
  return verbatim(error.message);
}
