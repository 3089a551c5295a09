// not shown in this file: names of the standard
import type { InspectionRow, InspectionSection } from '../../inspection/inspection';
import { type Text, text, verbatim } from '../../texts/text';
import type { MalformedReason } from './payload-format';
import type { RtpReceiver } from './receiver';

/** What a receiver's socket knows beside it. */
export interface RtpSocketFacts {
  /** Datagrams that the system had no room for. */
  readonly dropped: number;
  /** What was no NAL unit, by reason. */
  readonly malformed: ReadonlyMap<MalformedReason, number>;
  /** Whether the sender tells by RTCP how its clock stands. */
  readonly hasReports: boolean;
  /** Address and port of who sends, for those who may see it. */
  readonly from?: string;
}

/** A share of packets lost that a person should know of. */
const MANY_LOST = 0.01;

/** What comes of one sender of RTP, what was lost, and what to change there. */
export function inspectRtp(receiver: RtpReceiver, facts: RtpSocketFacts): readonly InspectionSection[] {
  const { reception, counts } = receiver;
  if (!reception) {
    const advice = text(counts.unreadable + counts.others > 0 ? 'inspection.rtpOther' : 'inspection.rtpNone');
    return [{ title: text('inspection.rtp'), rows: countRows(counts), advice: [advice] }];
  }
  const { received, lost, jitterMs, ssrc } = reception;
  const share = lost / Math.max(1, received + lost);
  const percent = (share * 100).toFixed(share < 0.1 ? 1 : 0);
  const rows: InspectionRow[] = [
    row(text('inspection.rtpSender'), verbatim(`SSRC ${ssrc.toString(16).padStart(8, '0')}`)),
    ...(facts.from ? [row(text('inspection.rtpFrom'), verbatim(facts.from))] : []),
    row(text('inspection.rtpPayload'), verbatim(`${receiver.payloadType} ${receiver.codec?.toUpperCase()}`)),
    row(text('inspection.rtpPackets'), text('inspection.received', { received, lost: percent })),
    row(text('inspection.rtpJitter'), verbatim(`${jitterMs.toFixed(1)} ms`)),
    row(text('inspection.rtpEnds'), text(receiver.isMarked ? 'inspection.rtpMarked' : 'inspection.rtpNotMarked')),
    row(text('inspection.rtpReports'), text(facts.hasReports ? 'inspection.rtpHasReports' : 'inspection.rtpNoReports')),
    ...countRows(counts),
    ...[...facts.malformed].map(([reason, count]) => countRow(text(`inspection.rtp.${reason}`), count)),
    ...(facts.dropped > 0 ? [countRow(text('inspection.rtpDropped'), facts.dropped)] : []),
  ];
  const advice: Text[] = [
    ...(facts.dropped > 0 ? [text('inspection.rtpDroppedAdvice')] : []),
    ...(share > MANY_LOST && facts.dropped < lost / 2 ? [text('inspection.rtpLossy', { percent })] : []),
    ...(receiver.isMarked ? [] : [text('inspection.rtpUnmarkedAdvice')]),
    ...(facts.malformed.has('interleaved') ? [text('inspection.rtpInterleavedAdvice')] : []),
  ];
  return [{ title: text('inspection.rtp'), rows, advice }];
}

function countRows({ unreadable, others, late }: RtpReceiver['counts']): readonly InspectionRow[] {
  return [
    ...(unreadable > 0 ? [countRow(text('inspection.rtpUnreadable'), unreadable)] : []),
    ...(others > 0 ? [countRow(text('inspection.rtpOthers'), others)] : []),
    ...(late > 0 ? [countRow(text('inspection.rtpLate'), late)] : []),
  ];
}

function countRow(label: Text, count: number): InspectionRow {
  return row(label, verbatim(String(count)));
}

function row(label: Text, value: Text): InspectionRow {
  return { label, value };
}
