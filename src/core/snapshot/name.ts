import { fileNameOf } from '../names';

/** How long a stream's name may be in a file's. */
const LONGEST_NAME_BYTES = 120;

/**
 * A snapshot's file name: stream and local time to the millisecond, of letters that every file system takes.
 *
 * @param local the time of day where the person is, as `2026-11-21T14:03:05.123`
 */
export function snapshotName(stream: string, local: string, extension: 'png' | 'jpeg'): string {
  const letters = stream.normalize('NFC').replace(/[^\p{L}\p{N}._ -]+/gu, '-');
  const name = fileNameOf(letters.replace(/-+$/, ''), LONGEST_NAME_BYTES, 'Snapshot');
  return `${name} ${local.replace('T', ' ').replaceAll(':', '-')}.${extension}`;
}
