import { MSG_ID_MAGIC_NUMBER } from 'node-mavlink';
import { describe, expect, it } from 'vitest';
import { captures, parsePackets } from './fixtures/capture';
import { judgedPackets, judgedValues } from './fixtures/judge';
import { MESSAGES, readMessage } from './messages/table';
import { PacketParser } from './packet-parser';

describe.skipIf(captures().length === 0).each(captures())('the capture %s', (_, bytes, packets) => {
  it('is decoded as the judge decodes it', async () => {
    // The judge drops messages that it does not know.
    const judged = await judgedPackets(bytes);
    let at = 0;
    let others = 0;
    const parser = new PacketParser({
      packet: (packet) => {
        if (!(packet.message.id in MSG_ID_MAGIC_NUMBER)) return void others++;
        const other = judged[at++]!;
        const { msgid, sysid, compid, seq, payloadLength } = other.header;
        expect(packet).toMatchObject({ seq, payloadLength, system: sysid, component: compid, message: { id: msgid } });
        const values = readMessage(packet)?.values;
        const expected = judgedValues(other);
        for (const { name, unknown } of values && expected ? MESSAGES.get(msgid)!.fields : []) {
          expect([name, Reflect.get(values!, name)]).toEqual([name, known(expected!.get(name), unknown)]);
        }
      },
      unknown: () => void others++,
    });
    parser.push(bytes);
    expect([at, at + others]).toEqual([judged.length, packets]);
  });

  it('is found whole with noise between its packets', () => {
    const { found } = parsePackets([bytes]);
    const noise = [[0xfd], [0xfe], [0xff, 0xfd, 9], [0xfe, 255, 1, 1, 1, 0], [0xfd, 255, 0, 0, 1, 1, 1, 0, 0, 0], []];
    const seen: Uint8Array[] = [];
    const parser = new PacketParser({
      packet: ({ bytes, start, end }) => void seen.push(bytes.slice(start, end)),
      unknown: () => undefined,
    });
    found.forEach((packet, i) => {
      // And a packet that was cut, of a promise that is never kept.
      parser.push(Uint8Array.from([...noise[i % noise.length]!, ...packet.subarray(0, i % packet.length)]));
      parser.push(packet);
      // Not late: found with its own last byte, whatever a false start before it promises.
      expect(seen).toHaveLength(i + 1);
      expect(seen[i]).toEqual(packet);
    });
  });
});

/** The judge gives sentinels as they are. */
function known(value: unknown, unknown: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((one) => known(one, unknown));
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) && !unknown.includes(value) ? value : undefined;
}
