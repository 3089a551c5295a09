import { Encoder, type Packet, PacketType } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { createLenientParser } from './lenient-parser';

function decode(...messages: unknown[]) {
  const faults: string[] = [];
  const packets: Packet[] = [];
  const { Decoder } = createLenientParser((fault) => faults.push(fault));
  const decoder = new Decoder();
  decoder.on('decoded', (packet) => packets.push(packet));
  for (const message of messages) decoder.add(message);
  return { faults, events: packets.map((packet) => packet.data as unknown) };
}

describe('the lenient parser', () => {
  it('reads what the standard one reads', () => {
    const [text] = new Encoder().encode({ type: PacketType.EVENT, nsp: '/', data: ['telemetry', { roll: 1 }] });
    expect(decode(text)).toEqual({ faults: [], events: [['telemetry', { roll: 1 }]] });
  });

  it('reads a bare NaN as null', () => {
    expect(decode('2["telemetry",{"roll":NaN,"note":"NaN"}]').events).toEqual([
      ['telemetry', { roll: null, note: 'NaN' }],
    ]);
  });

  it.each([
    ['cut off', '2["telemetry",{"roll":'],
    ['of no known type', '9[]'],
    ['with too many attachments', '599999-["telemetry"]'],
    ['binary out of place', new Uint8Array([1, 2, 3])],
    ['neither text nor binary', 7],
  ])('drops one message that is %s, names it, and reads the next', (_, message) => {
    const { faults, events } = decode(message, '2["telemetry",{}]');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^message dropped: ./);
    expect(events).toEqual([['telemetry', {}]]);
  });

  it('gives up a binary event whose attachment never comes', () => {
    expect(decode('51-["x",{"_placeholder":true,"num":0}]', '2["telemetry",{}]').events).toEqual([['telemetry', {}]]);
  });
});
