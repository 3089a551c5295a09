/** One part of what a person pastes into a bug report. */
export interface ReportSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Longer reports lose their oldest lines of the log, in UTF-16 units. */
export const MAX_REPORT_LENGTH = 60_000;
const MAX_LINE = 500;

/** The sections as plain text, each under its title; a section without lines is left out. */
export function reportText(sections: readonly ReportSection[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line.slice(0, MAX_LINE)}`)].join('\n'))
    .join('\n\n');
}

/** The last lines that fit into so many UTF-16 units. */
export function lastLines(lines: readonly string[], length: number): readonly string[] {
  let left = length;
  let from = lines.length;
  while (from > 0) {
    left -= Math.min(MAX_LINE, lines[from - 1]?.length ?? 0) + 3;
    if (left < 0) break;
    from--;
  }
  return lines.slice(from);
}
