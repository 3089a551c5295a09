// not shown in this file: a bug report, in English for those who mend
import { type ReportSection, reportText } from '#core/diagnostics/report';
import { scrub } from '#core/diagnostics/scrub';
import { english } from '#core/texts/english';
import type { StreamState } from '../../streams/stream-state';
import { describeHistogram } from './describe-histogram';
import { type StatisticsRow, statisticsRows } from './statistics-rows';

/** Streams whose statistics are told: a page of the wall. */
const MAX_SHOWN = 16;

/** What a page knows of itself. */
export interface PageFacts {
  /** Names browser, system, and Electron where it is one. */
  readonly userAgent: string;
  /** `1280x960 at 2`: CSS px, and the screen's own pixels for each. */
  readonly size: string;
  readonly processors: number;
  readonly isSecure: boolean;
  readonly link: string;
  /** Decoders that it has: `VideoDecoder`, `MediaSource`. */
  readonly decoders: readonly string[];
}

/** One stream as the page shows it. */
export interface ShownStream extends Pick<StreamState, 'stream' | 'statistics' | 'readings' | 'player' | 'keyOnly'> {
  /** The element that it is drawn with: `VIDEO`, `CANVAS`. */
  readonly screen: string;
}

/** The viewer for a bug report. @param station its part, as it came; `undefined` where there is none */
export function viewerReport(page: PageFacts, shown: readonly ShownStream[], station: string | undefined): string {
  const sections: readonly ReportSection[] = [
    {
      title: 'viewer',
      lines: [
        page.userAgent,
        `${page.size}, ${page.processors} processors, ${page.isSecure ? 'secure' : 'not a secure origin'}`,
        `link ${page.link}; decoders: ${page.decoders.join(', ') || 'none'}`,
      ],
    },
    ...shown.slice(0, MAX_SHOWN).flatMap((one) => sectionOf(one)),
  ];
  const clean = sections.map(({ title, lines }) => ({ title, lines: lines.map((line) => scrub(line)) }));
  return [reportText(clean), station].filter(Boolean).join('\n\n');
}

function sectionOf({ stream, statistics, readings, player, keyOnly, screen }: ShownStream): readonly ReportSection[] {
  if (!stream) return [];
  const { path, size } = readings;
  const failure = player.state === 'failed' ? ` (${player.reason}; ${player.codec ?? 'no codec'})` : '';
  const drawn = `player ${player.state}${failure}, ${path || 'no decoder yet'}, on ${screen}`;
  const pixels = size ? `${size.width}x${size.height}` : 'no picture yet';
  return [
    {
      title: `shown ${scrub(stream.id)}`,
      lines: [
        `${stream.name} (${stream.kind}): ${drawn}, ${pixels}${keyOnly ? ', key pictures alone' : ''}`,
        ...statisticsRows({ statistics, readings }, english).flatMap(rowText),
      ],
    },
  ];
}

function rowText([name, value]: StatisticsRow): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [`${name}: ${value}`];
  return ['counts' in value ? describeHistogram(value, english) : `${name}: ${value.join(' ')}`];
}
