import path from 'node:path';
import { type LibraryColumn, type LibraryQuery, type LibraryRecording, PAGE_LENGTH } from '#contracts/library';
import { oneLine } from '#core/names';
import { hasWords } from '#core/recording/search';
import { nowUs, wallUsOf } from '../../clock';
import type { LibraryEntry } from '../recorder/library-entry';

/** “Flight 10” after “Flight 9”, and no case: as people sort names. */
const { compare: compareNames } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const COMPARE: Readonly<Record<LibraryColumn, (a: LibraryEntry, b: LibraryEntry) => number>> = {
  name: (a, b) => compareNames(nameOf(a), nameOf(b)),
  stream: (a, b) => compareNames(a.info.stream.name, b.info.stream.name),
  start: (a, b) => a.info.startedUs - b.info.startedUs,
  length: (a, b) => lengthUs(a) - lengthUs(b),
  size: (a, b) => a.info.bytes - b.info.bytes,
};

/** Those that a viewer wants to see, in its order. @param entries newest first, as equals stay */
export function findRecordings(entries: readonly LibraryEntry[], query: LibraryQuery): readonly LibraryEntry[] {
  const { words, fromUs = Number.NEGATIVE_INFINITY, toUs = Number.POSITIVE_INFINITY, sortBy, descending } = query;
  const found = entries.filter(({ info, file }) => {
    const isInTime = info.startedUs < toUs && info.startedUs + lengthUs({ info, file }) >= fromUs;
    return isInTime && hasWords([nameOf({ info, file }), info.stream.name, path.basename(file)], words);
  });
  if (sortBy === 'start' && descending) return found;
  const compare = COMPARE[sortBy];
  return found.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
}

/** The pages that a viewer has looked through; the first is always one of them. */
export function pagesOf(found: readonly LibraryEntry[], pages: number): readonly (readonly LibraryRecording[])[] {
  const count = Math.max(1, Math.min(pages, Math.ceil(found.length / PAGE_LENGTH)));
  return Array.from({ length: count }, (_, page) =>
    found.slice(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH).map(describeEntry),
  );
}

/** A recording as a viewer's list has it. */
export function describeEntry(entry: LibraryEntry): LibraryRecording {
  const { id, startedUs, bytes, state, lost, pinned, gaps, marks, stream, ended } = entry.info;
  return {
    id,
    startedUs,
    bytes,
    state,
    lost,
    pinned,
    name: nameOf(entry).slice(0, 300),
    file: path.basename(entry.file).slice(0, 300),
    stream: stream.name,
    durationUs: lengthUs(entry),
    gaps: gaps.length,
    marks: marks?.length ?? 0,
    ...(ended !== undefined && { ended }),
    ...(entry.isOutside && { isOutside: true }),
  };
}

/** How large they are together. */
export function bytesOf(entries: readonly LibraryEntry[]): number {
  return entries.reduce((sum, { info }) => sum + info.bytes, 0);
}

function nameOf({ info, file }: LibraryEntry): string {
  return oneLine(info.title ?? path.basename(file, '.mp4'));
}

/** What is being recorded is as long as it is old. */
function lengthUs({ info }: LibraryEntry): number {
  return info.state === 'recording' ? Math.max(0, wallUsOf(nowUs()) - info.startedUs) : info.durationUs;
}
