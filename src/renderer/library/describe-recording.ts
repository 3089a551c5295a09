import type { LibraryRecording, LibraryState } from '#contracts/library';
import { formatSpan } from '#core/telemetry/format';
import { formatSize } from '../recording/format-size';

/** How a recording is, in words and a sign of its own shape. */
export interface RecordingCondition {
  readonly kind: 'recording' | 'whole' | 'repaired' | 'gap';
  readonly glyph: string;
  readonly words: string;
  /** What it means, for whoever points at it or listens. */
  readonly about: string;
}

/** What there is to say of a recording's pictures: that they still come, or the worst that befell them. */
export function conditionOf({ state, gaps, lost }: LibraryRecording): RecordingCondition {
  if (state === 'recording') {
    return { kind: 'recording', glyph: '●', words: 'Recording', about: 'It is being recorded.' };
  }
  const repaired = 'The program or the machine ended in the middle; it was repaired, and plays.';
  if (gaps > 0 || lost > 0) {
    const pauses = gaps > 0 ? [count(gaps, 'gap')] : [];
    const missing = lost > 0 ? [`${count(lost, 'picture')} lost`] : [];
    const words = [...pauses, ...missing, ...(state === 'recovered' ? ['repaired'] : [])].join(', ');
    const about = 'Pictures are missing where the link or the disk failed; the times are true.';
    return { kind: 'gap', glyph: '▲', words, about: state === 'recovered' ? `${about} ${repaired}` : about };
  }
  if (state === 'recovered') return { kind: 'repaired', glyph: '◆', words: 'Repaired', about: repaired };
  return { kind: 'whole', glyph: '✓', words: 'Whole', about: 'Every picture that came is there.' };
}

/** `21 Nov 2026, 08:05:09`, on this machine's clock. @param us µs since 1970 */
export function formatStart(us: number): string {
  const date = new Date(us / 1000);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} ${date.getFullYear()}, ${time.join(':')}`;
}

/** `0:07`, `1:02:03`. */
export function formatLength(us: number): string {
  return formatSpan(us / 1000);
}

/** How many there are and how large they are; of those that are looked for, where not all are. */
export function summaryOf({ found, foundBytes, total, totalBytes }: LibraryState): string {
  const all = `${count(total, 'recording')}, ${formatSize(totalBytes)}`;
  return found < total
    ? `${found} of ${count(total, 'recording')}, ${formatSize(foundBytes)} of ${formatSize(totalBytes)}`
    : all;
}

/** Where this page may fetch a recording's pictures: from the gateway that served it. */
export function downloadPath(id: string): string {
  return `/api/recordings/${encodeURIComponent(id)}/video`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
