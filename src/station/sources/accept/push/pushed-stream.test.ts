import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { PushDialect } from '#core/protocols/push/dialect';
import { writePushPacket } from '#core/protocols/push/packet';
import { packetise } from '#core/protocols/push/packetise';
import { splitClip } from '../../../clips/clip';
import { Stream } from '../../../hub/stream';
import { PushedStream } from './pushed-stream';

const fixtures = new URL('../../../../core/bitstream/fixtures/', import.meta.url);
const clip = splitClip(readFileSync(new URL('baseline.h264', fixtures)));
const packets = clip.flatMap(({ data, key }, n) => packetise(data, key, n * 40_000).map(writePushPacket));

let pushed: PushedStream;
afterEach(() => pushed.end());

/** What viewers get of a producer's messages. */
function push(messages: readonly Uint8Array[], showDamaged = false) {
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'push', video: '', telemetry: '' });
  const seen: { readonly key: boolean; readonly data: Uint8Array }[] = [];
  stream.subscribe({ picture: (unit) => seen.push(unit) });
  pushed = new PushedStream(stream, true, showDamaged);
  const connection = { replace: () => undefined };
  pushed.connect(connection);
  const dialect = new PushDialect();
  for (const message of messages) pushed.take(connection, dialect.read(message), message.length);
  pushed.disconnect(connection, 'gone');
  return { seen, stream };
}

describe('packets', () => {
  it('are pictures at once, each with its parameter sets where it needs them', () => {
    const { seen, stream } = push(packets);
    expect(seen.map(({ data }) => Buffer.from(data))).toEqual(clip.map(({ data }) => Buffer.from(data)));
    expect(stream.statistics()).toMatchObject({ pictures: clip.length, faults: 0 });
  });

  it('of which one lies about its length hold back the rest of its group, and are counted', () => {
    // Key pictures at 0, 5 and 10, each with two parameter sets in front: packet 4 is picture 2.
    const { seen, stream } = push(packets.map((packet, n) => (n === 4 ? packet.subarray(0, -1) : packet)));
    const numbers = seen.map(({ data }) => clip.findIndex((unit) => Buffer.from(unit.data).equals(data)));
    expect(numbers).toEqual([0, 1, 5, 6, 7, 8, 9, 10, 11]);
    // The packet, and the gap in frame_num that it leaves.
    expect(stream.statistics().faults).toBe(2);
  });

  it('go on behind a loss where a person wants to see damaged pictures', () => {
    const { seen } = push(
      packets.filter((_, n) => n !== 4),
      true,
    );
    const numbers = seen.map(({ data }) => clip.findIndex((unit) => Buffer.from(unit.data).equals(data)));
    expect(numbers).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('of something else are named, to viewers and to the program that pushes them', () => {
    const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'push', video: '', telemetry: '' });
    pushed = new PushedStream(stream, true);
    const told: string[] = [];
    const connection = { replace: () => undefined, tell: (message: string) => told.push(message) };
    pushed.connect(connection);
    const packet = new Uint8Array(188).fill(0x47, 0, 1);
    for (let n = 0; n < 5; n++) pushed.take(connection, { kind: 'bytes', bytes: packet }, packet.length);
    expect(stream.links.video).toMatchObject({ state: 'open', waitingFor: 'video', found: 'mpeg-ts' });
    expect(told).toEqual([expect.stringMatching(/^s sends MPEG-TS.*-f h264/)]);
    pushed.disconnect(connection, 'gone');
    pushed.connect(connection);
    pushed.take(connection, { kind: 'bytes', bytes: clip[0]!.data }, 5);
    expect(stream.links.video).not.toHaveProperty('found');
  });

  it('of another connection are not looked at', () => {
    const { stream } = push([]);
    pushed.connect({ replace: () => undefined });
    const former = { replace: () => undefined };
    pushed.take(former, { kind: 'bytes', bytes: clip[0]!.data }, 5);
    expect(pushed.disconnect(former, 'gone')).toBe(false);
    expect(stream.statistics().bytes).toBe(0);
  });

  it('with any bytes wrong, missing or doubled never throw, and what is shown begins with a key picture', () => {
    const damage = fc.record({
      message: fc.nat({ max: packets.length - 1 }),
      at: fc.nat({ max: 3000 }),
      kind: fc.constantFrom('flip', 'cut', 'drop', 'double', 'noise'),
      noise: fc.uint8Array({ maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), fc.boolean(), (damages, framed) => {
        const good = framed ? packets : clip.map(({ data }) => data);
        const messages = good.map((packet) => [packet]);
        for (const { message, at, kind, noise } of damages) {
          const list = messages[message % messages.length]!;
          const packet = list[0];
          if (!packet || packet.length === 0) continue;
          const index = at % packet.length;
          if (kind === 'drop') list.length = 0;
          else if (kind === 'double') list.push(packet);
          else if (kind === 'noise') list.push(noise);
          else if (kind === 'cut') list[0] = packet.subarray(0, index);
          else list[0] = packet.map((byte, n) => (n === index ? byte ^ 0xff : byte));
        }
        const { seen } = push(messages.flat());
        if (seen[0]) expect(seen[0].key).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
