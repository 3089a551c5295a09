// not shown in this file: names of the standard
import type { InspectionRow, InspectionSection } from '../../inspection/inspection';
import { type Text, text, verbatim } from '../../texts/text';
import type { TsDemuxer } from './demuxer';
import type { StreamKind } from './stream-kind';

/** What is known beside the demuxer. */
export interface TsFacts {
  /** Datagrams that the system had no room for. */
  readonly dropped: number;
  /** Sets of telemetry that were believed, and that were not. */
  readonly klv: { readonly sets: number; readonly faults: number };
}

/** What comes in a transport stream, what was lost, and what to change at its sender. */
export function inspectTs(demuxer: TsDemuxer, { dropped, klv }: TsFacts): readonly InspectionSection[] {
  const { counts, program, programs, stride } = demuxer;
  const count = (label: Text, value: number): InspectionRow[] =>
    value > 0 ? [{ label, value: verbatim(String(value)) }] : [];
  const rows: InspectionRow[] = [
    ...(stride ? [{ label: text('inspection.tsPacket'), value: verbatim(`${stride} B`) }] : []),
    ...(program ? [{ label: text('inspection.tsProgram'), value: verbatim(`${program.program_number}`) }] : []),
    ...(programs.length > 1
      ? [{ label: text('inspection.tsPrograms'), value: verbatim(programs.slice(0, 20).join(', ')) }]
      : []),
    ...(program?.streams.slice(0, 20) ?? []).map(({ pid, kind }) => ({
      label: verbatim(`PID ${pid}`),
      value: verbatim(nameOf(kind)),
    })),
    ...count(text('inspection.rtpPackets'), counts.packets),
    ...count(text('inspection.tsGaps'), counts.lost),
    ...count(text('inspection.tsTwice'), counts.duplicates),
    ...count(text('inspection.tsErrors'), counts.errors),
    ...count(text('inspection.tsSync'), counts.syncLosses),
    ...count(text('inspection.tsScrambled'), counts.scrambled),
    ...count(text('inspection.rtpDropped'), dropped),
    ...count(text('inspection.tsKlv'), klv.sets),
    ...count(text('inspection.tsKlvFaults'), klv.faults),
  ];
  const advice: Text[] = [
    ...(dropped > 0 ? [text('inspection.rtpDroppedAdvice')] : []),
    ...(counts.scrambled > 0 ? [text('found.scrambled.tip')] : []),
    ...(program?.streams.some(({ kind }) => kind.role === 'other' && !kind.isVideo && kind.name !== 'private data')
      ? [text('inspection.tsOtherSound')]
      : []),
  ];
  return [{ title: text('inspection.ts'), rows, advice }];
}

function nameOf(kind: StreamKind): string {
  if (kind.role === 'klv') return 'KLV';
  if (kind.role === 'other') return kind.name;
  return { h264: 'H.264', h265: 'H.265', aac: 'AAC', opus: 'Opus' }[kind.codec];
}
