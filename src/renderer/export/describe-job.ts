import type { ExportJob } from '#contracts/exports';
import type { ExportOutput } from '#core/exports/output';
import { formatSize } from '../recording/format-size';
import type { ViewerState } from '../store/viewer-state';
import { formatClock } from '../timeline/scale';
import { formatDuration } from '../timeline/selection';
import { NAMES } from './clip-form';
import { formatWait } from './estimate';

/** `Video 720p, instruments`. */
export function describeOutput(output: ExportOutput): string {
  if (output.kind === 'lossless') return NAMES.lossless;
  const size = output.height === 'original' ? '' : ` ${output.height}p`;
  return `${NAMES[output.kind]}${size}${output.overlay ? ', instruments' : ''}`;
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
  readonly words: string;
}

export function conditionOf({ now }: ExportJob): JobCondition {
  switch (now.state) {
    case 'queued':
      return { glyph: '…', words: 'Waiting' };
    case 'running': {
      const left = now.secondsLeft === undefined ? '' : `, ${formatWait(now.secondsLeft)} left`;
      return { glyph: '▶', words: `${percentOf(now.progress)} %${left}` };
    }
    case 'done':
      return { glyph: '✓', words: `Done, ${formatSize(now.bytes)}` };
    case 'failed':
      return { glyph: '▲', words: now.message };
    case 'cancelled':
      return { glyph: '✕', words: 'Cancelled' };
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
): string[] {
  const wasOver = new Set(before.filter(isOver).map(({ id }) => id));
  return now.flatMap((job) => {
    if (wasOver.has(job.id) || job.request === undefined || !asked.has(job.request)) return [];
    if (job.now.state === 'done') return [`Clip ready: ${nameOf(job)}`];
    return job.now.state === 'failed' ? [`Clip failed: ${job.now.message}`] : [];
  });
}

/** All clips, the station's and this window's, newest first. */
export function allJobs({ exports, windowJobs }: Pick<ViewerState, 'exports' | 'windowJobs'>): readonly ExportJob[] {
  return [...windowJobs, ...(exports?.jobs ?? [])].sort((a, b) => b.askedUs - a.askedUs);
}

/** What is being made, as the badge says it: the running one's share, and how many wait. */
export function badgeOf(jobs: readonly ExportJob[]): { readonly percent: number; readonly words: string } | undefined {
  const open = jobs.filter((job) => !isOver(job));
  if (open.length === 0) return undefined;
  const running = open.find(({ now }) => now.state === 'running');
  const percent = running?.now.state === 'running' ? percentOf(running.now.progress) : 0;
  return { percent, words: open.length === 1 ? `Clip ${percent} %` : `${open.length} clips, ${percent} %` };
}

/** Where this page may fetch a clip: from the gateway that served it. */
export function clipPath(id: string): string {
  return `/api/exports/${encodeURIComponent(id)}/file`;
}
