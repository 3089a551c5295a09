import { formatMilliseconds, formatNumber } from '../telemetry/format';
import { type PlainTextId, type Text, text, verbatim } from '../texts/text';
import type { InspectionRow, InspectionSection } from './inspection';

/** What is looked at; as the stream's statistics have it. */
export interface VideoFigures {
  readonly format: string;
  readonly bitsPerSecond: number;
  readonly picturesPerSecond: number;
  /** Pictures in the last whole group. */
  readonly groupLength?: number | undefined;
  readonly jitterMs?: number | undefined;
  readonly faults: number;
  readonly reconnects: number;
  /** Pictures that were held back, by the kind of fault. */
  readonly heldBack?: Readonly<Record<string, number>> | undefined;
  /** Pictures that were one late, since their own bits did not tell their end, by the reason. */
  readonly waited: Readonly<Record<string, number>>;
}

/** A newcomer, and everybody after a loss, waits so long at most without being told to change anything. */
const LONG_GROUP_S = 3;
const ROUGH_JITTER_MS = 40;

/** The video of a stream, and what would make it better. */
export function inspectVideo(figures: VideoFigures): InspectionSection {
  const { format, bitsPerSecond, picturesPerSecond, groupLength, jitterMs, faults, reconnects } = figures;
  const groupS = groupLength !== undefined && picturesPerSecond > 0 ? groupLength / picturesPerSecond : undefined;
  const held = sum(figures.heldBack ?? {});
  const late = sum(figures.waited);
  const rows: readonly InspectionRow[] = [
    row('inspection.format', format === '' ? text('inspection.unknown') : verbatim(format)),
    row('inspection.bitRate', verbatim(`${formatNumber(bitsPerSecond / 1e6, 2)} Mbit/s`)),
    row('inspection.pictures', text('inspection.perSecond', { n: formatNumber(picturesPerSecond, 1) })),
    row(
      'inspection.group',
      groupS === undefined
        ? text('inspection.unknown')
        : text('inspection.groupOf', { pictures: groupLength ?? 0, seconds: formatNumber(groupS, 1) }),
    ),
    row('inspection.jitter', verbatim(formatMilliseconds(jitterMs))),
    row('inspection.faults', verbatim(String(faults))),
    row('inspection.held', verbatim(String(held))),
    row('inspection.late', verbatim(String(late))),
    row('inspection.reconnects', verbatim(String(reconnects))),
  ];
  const advice = [
    groupS !== undefined && groupS > LONG_GROUP_S && text('inspection.longGroup', { seconds: formatNumber(groupS, 0) }),
    jitterMs !== undefined && jitterMs > ROUGH_JITTER_MS && text('inspection.rough', { ms: formatNumber(jitterMs, 0) }),
    (faults > 0 || held > 0) && text('inspection.damaged'),
    late > 0 && text('inspection.lateEnds'),
  ].filter((each) => each !== false);
  return { title: text('inspection.video'), rows, advice };
}

function row(label: PlainTextId, value: Text): InspectionRow {
  return { label: text(label), value };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
