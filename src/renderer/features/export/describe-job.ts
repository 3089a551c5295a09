import type { ExportJob } from '#contracts/exports';
import type { ExportOutput } from '#core/exports/output';
import { type Text, text } from '#core/texts/text';
import { formatClock } from '../../shared/past/scale';
import { formatDuration } from '../../shared/past/selection';
import { formatSize } from '../../ui/format-size';
import type { ClipsState } from './clips-state';
import { formatWait } from './estimate';

/** `Video 720p, instruments`. */
export function describeOutput(output: ExportOutput): Text {
  const kind = text(`clip.name.${output.kind}`);
  if (output.kind === 'lossless') return kind;
  const { height, overlay } = output;
  const sized = height === 'original' ? kind : text('clip.output.height', { kind, height });
  return overlay ? text('clip.output.overlay', { output: sized }) : sized;
}

/** `Rover, 08:00:55 – 08:00:58 (0:03.0)`. */
export function describeSpan({ stream, fromUs, toUs }: ExportJob): string {
  return `${stream}, ${formatClock(fromUs)} – ${formatClock(toUs)} (${formatDuration(toUs - fromUs)})`;
}

/** Its file's name without extension; one that was taken is numbered. */
export function nameOf({ name, now }: ExportJob): string {
  return now.state === 'done' ? now.file.replace(/\.[^.]+$/, '') : name;
}

/** How a clip is doing, in words and a sign of its own shape. */
export interface JobCondition {
  readonly glyph: string;
  readonly words: Text;
}

export function conditionOf({ now }: ExportJob): JobCondition {
  switch (now.state) {
    case 'queued':
      return { glyph: '…', words: text('job.queued') };
    case 'running': {
      const percent = percentOf(now.progress);
      const words =
        now.secondsLeft === undefined
          ? text('job.running', { percent })
          : text('job.runningLeft', { percent, time: formatWait(now.secondsLeft) });
      return { glyph: '▶', words };
    }
    case 'done':
      return { glyph: '✓', words: text('job.doneOf', { size: formatSize(now.bytes) }) };
    case 'failed':
      return { glyph: '▲', words: now.message };
    case 'cancelled':
      return { glyph: '✕', words: text('job.cancelled') };
  }
}

export function isOver({ now }: ExportJob): boolean {
  return now.state !== 'queued' && now.state !== 'running';
}

/** Never 100 before it is done. */
export function percentOf(share: number): number {
  return Math.min(99, Math.floor(share * 100));
}

/** What is said when clips end that were asked for here; `undefined` where none did. */
export function endsOf(
  before: readonly ExportJob[],
  now: readonly ExportJob[],
  asked: { has(request: string): boolean },
): Text[] {
  const wasOver = new Set(before.filter(isOver).map(({ id }) => id));
  return now.flatMap((job) => {
    if (wasOver.has(job.id) || job.request === undefined || !asked.has(job.request)) return [];
    if (job.now.state === 'done') return [text('job.ready', { name: nameOf(job) })];
    return job.now.state === 'failed' ? [text('job.failed', { why: job.now.message })] : [];
  });
}

/** All clips, the station's and this window's, newest first. */
export function allJobs({ exports, windowJobs }: ClipsState): readonly ExportJob[] {
  return [...windowJobs, ...(exports?.jobs ?? [])].sort((a, b) => b.askedUs - a.askedUs);
}

/** What is being made, as the badge says it: the running one's share, and how many wait. */
export function badgeOf(jobs: readonly ExportJob[]): { readonly percent: number; readonly words: Text } | undefined {
  const open = jobs.filter((job) => !isOver(job));
  if (open.length === 0) return undefined;
  const running = open.find(({ now }) => now.state === 'running');
  const percent = running?.now.state === 'running' ? percentOf(running.now.progress) : 0;
  const words =
    open.length === 1 ? text('jobs.badgeOne', { percent }) : text('jobs.badgeMany', { clips: open.length, percent });
  return { percent, words };
}

/** Where this page may fetch a clip: from the gateway that served it. */
export function clipPath(id: string): string {
  return `/api/exports/${encodeURIComponent(id)}/file`;
}
