import type { LibraryRecording, LibraryState } from '#contracts/library';
import { formatSpan } from '#core/telemetry/format';
import { listOf } from '#core/texts/join';
import type { Speaker } from '#core/texts/speaker';
import { type Text, text } from '#core/texts/text';
import { formatSize } from '../../ui/format-size';

/** How a recording is, in words and a sign of its own shape. */
export interface RecordingCondition {
  readonly kind: 'recording' | 'whole' | 'repaired' | 'gap';
  readonly glyph: string;
  readonly words: Text;
  /** What it means, for the pointer and for screen readers. */
  readonly about: Text;
}

/** What there is to say of a recording's pictures: that they still come, or the worst that befell them. */
export function conditionOf({ state, gaps, lost }: LibraryRecording): RecordingCondition {
  if (state === 'recording') {
    return {
      kind: 'recording',
      glyph: '●',
      words: text('recording.recording'),
      about: text('recording.recording.about'),
    };
  }
  const isRepaired = state === 'recovered';
  if (gaps > 0 || lost > 0) {
    const [first, ...others] = [
      ...(gaps > 0 ? [text('recording.gaps', { gaps })] : []),
      ...(lost > 0 ? [text('recording.lost', { lost })] : []),
      ...(isRepaired ? [text('recording.alsoRepaired')] : []),
    ] as const;
    const words = first ? listOf(first, ...others) : text('recording.repaired');
    const about = isRepaired ? text('recording.gapsRepaired.about') : text('recording.gaps.about');
    return { kind: 'gap', glyph: '▲', words, about };
  }
  if (isRepaired) {
    return { kind: 'repaired', glyph: '◆', words: text('recording.repaired'), about: text('recording.repaired.about') };
  }
  return { kind: 'whole', glyph: '✓', words: text('recording.whole'), about: text('recording.whole.about') };
}

/** `21 Nov 2026, 08:05:09`, on this machine's clock. @param us µs since 1970 */
export function formatStart(us: number, t: Speaker): string {
  const date = new Date(us / 1000);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  const month = date.toLocaleString(t.language.tag, { month: 'short' });
  return t('library.startedAt', { day: date.getDate(), month, year: date.getFullYear(), time: parts.join(':') });
}

/** `0:07`, `1:02:03`. */
export function formatLength(us: number): string {
  return formatSpan(us / 1000);
}

/** How many there are and how large they are; of those that are looked for, where not all are. */
export function summaryOf({ found, foundBytes, total, totalBytes }: LibraryState): Text {
  const allBytes = formatSize(totalBytes);
  if (found >= total) return text('library.summary', { total, bytes: allBytes });
  return text('library.summaryFound', { found, total, bytes: formatSize(foundBytes), allBytes });
}

/** Where this page may fetch a recording's pictures: from the gateway that served it. */
export function downloadPath(id: string): string {
  return `/api/recordings/${encodeURIComponent(id)}/video`;
}
