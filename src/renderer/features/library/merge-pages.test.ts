import { expect, it } from 'vitest';
import type { LibraryRecording, LibraryState } from '#contracts/library';
import { mergePages } from './merge-pages';

function told(request: number, first: number, names: string, found: number): LibraryState {
  const recordings = [...names].map((name) => ({ name }) as LibraryRecording);
  return {
    isOpen: true,
    mayChange: true,
    canOpen: false,
    canShow: false,
    deleted: [],
    request,
    first,
    recordings,
    found,
    foundBytes: 0,
    total: found,
    totalBytes: 0,
  };
}
const names = ({ recordings }: LibraryState) => recordings.map(({ name }) => name).join('');

it('pages make one list, in which each is replaced by its newer one', () => {
  const first = mergePages(undefined, told(1, 0, 'abc', 7));
  const second = mergePages(first, told(1, 3, 'def', 7));
  expect(names(second)).toBe('abcdef');
  expect(names(mergePages(second, told(1, 0, 'xyz', 7)))).toBe('xyzdef');
});

it('what is gone is cut off, and what answers another question is forgotten', () => {
  const all = mergePages(mergePages(undefined, told(1, 0, 'abc', 6)), told(1, 3, 'def', 6));
  expect(names(mergePages(all, told(1, 3, 'd', 4)))).toBe('abcd');
  expect(names(mergePages(all, told(2, 0, 'x', 1)))).toBe('x');
});
