import { text, verbatim } from '../texts/text';
import type { InspectionRow, InspectionSection } from './inspection';

/** Who sends to us on a link. */
export interface Sender {
  /** `udp 192.168.1.7:14555`. */
  readonly address: string;
  /** Packets of it that were believed. */
  readonly packets: number;
  /** The ids under which it speaks. */
  readonly systems: readonly number[];
}

/** For those who may know the addresses of others; nothing where nobody sends. */
export function sendersSection(senders: readonly Sender[]): readonly InspectionSection[] {
  if (senders.length === 0) return [];
  const rows = senders.map(
    ({ address, packets, systems }): InspectionRow => ({
      label: verbatim(address),
      value:
        systems.length === 0
          ? text('inspection.senderNobody')
          : text('inspection.senderOf', { packets, systems: systems.join(', ') }),
    }),
  );
  return [{ title: text('inspection.senders'), rows, advice: [] }];
}
