import { expect, it } from 'vitest';
import { boundedInspection, INSPECTION_BOUNDS } from '#core/inspection/inspection';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { inspectMavlink } from '#core/protocols/mavlink/inspect';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { MAX_JSON_LENGTH, parseMessage, stationMessageSchema } from '../link';

it('An inspection is read by its viewer, however many speak on the air and however much is lost', () => {
  const link = new MavlinkLink({ onTelemetry: () => undefined });
  const { push } = link.open();
  for (let system = 1; system <= 32; system++) {
    for (let component = 1; component <= 32; component++) {
      const sender = { version: 2, system, component } as const;
      // Every second packet is lost.
      for (const seq of [0, 2, 4]) push(encodeMessage('ATTITUDE', {}, { ...sender, seq }), seq);
      for (let chunk_seq = 0; chunk_seq < 10; chunk_seq++) {
        const piece = { severity: 4, text: '"'.repeat(50), id: component, chunk_seq };
        push(encodeMessage('STATUSTEXT', piece, { ...sender, seq: 6 + chunk_seq }), 6);
      }
    }
  }
  const heard = inspectMavlink(link, 10);
  expect(heard.length).toBeGreaterThan(INSPECTION_BOUNDS.sections);
  expect(heard[1]?.rows.some(({ value }) => JSON.stringify(value).length > 1000)).toBe(true);
  expect(heard[1]?.advice.length).toBeGreaterThan(INSPECTION_BOUNDS.advice);
  const message = { type: 'inspection', stream: 's', sections: boundedInspection(heard) };
  const written = JSON.stringify(message);
  expect(written.length).toBeLessThan(MAX_JSON_LENGTH);
  expect(parseMessage(stationMessageSchema, written)).toEqual(message);
});
