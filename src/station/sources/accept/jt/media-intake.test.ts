import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import { PAYLOAD_TYPES } from '#core/protocols/jt1078/messages';
import { readDatagram } from '#core/protocols/jt1078/packet';
import { Packetiser } from '#core/protocols/jt1078/packetise';
import { Stream } from '../../../hub/stream';
import { MediaIntake } from './media-intake';

/** A slice segment that ends within its header. */
const BROKEN_SLICE = Uint8Array.of(0, 0, 0, 1, 0x02, 0x01);

function pictures(): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new HevcAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => undefined });
  assembler.push(
    new Uint8Array(readFileSync(new URL('../../../../core/bitstream/h265/fixtures/plain.h265', import.meta.url))),
    0,
  );
  assembler.flush();
  return units;
}

/** What is shown of pictures that a camera sends, by their place. */
function shown(
  sent: readonly AccessUnit[],
  { showDamaged = false, flagOf = (key: boolean): 'i' | 'p' | 'b' => (key ? 'i' : 'p'), without = -1 } = {},
): number[] {
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'jt1078', video: '', telemetry: '' });
  const got: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => got.push(unit) });
  const memory = { take: () => true, giveBack: () => undefined };
  const intake = new MediaIntake(stream, { memory, showDamaged, unknownPayload: () => undefined });
  let packets = 0;
  const packetiser = new Packetiser({ sim: '012345678999', channel: 1 });
  for (const { data, key } of sent) {
    const frame = { payloadType: PAYLOAD_TYPES.h265, dataType: flagOf(key), timestampMs: 0, data } as const;
    for (const bytes of packetiser.packets(frame)) {
      const packet = readDatagram(bytes);
      if (packet && packets++ !== without) intake.take(packet, 'tcp', 0);
    }
  }
  return got.map(({ data }) => sent.findIndex((unit) => Buffer.from(unit.data).equals(data)));
}

describe('a dash cam of H.265', () => {
  const all = pictures();
  const keys = all.flatMap(({ key }, n) => (key ? [n] : []));

  it('of which a part was lost shows nothing false: it holds the picture up to the next key picture', () => {
    const at = 2;
    const sent = all.map((unit, n) => (n === at ? { ...unit, data: BROKEN_SLICE } : unit));
    const nextKey = keys.find((key) => key > at) ?? sent.length;
    expect(shown(sent)).toEqual([0, 1, ...all.keys()].filter((n, i) => i < 2 || n >= nextKey));
  });

  it.each(['p', 'b'] as const)('that flags its I pictures as %s is shown all the same: the bits decide', (flag) => {
    expect(shown(all, { flagOf: () => flag })).toEqual([...all.keys()]);
    // After a loss, too. The second packet is a part of the first picture or the second picture.
    const after = shown(all, { flagOf: () => flag, without: 1 });
    expect(after.filter((n) => n > 1)).toEqual([...all.keys()].filter((n) => n >= (keys.find((key) => key > 0) ?? 0)));
  });

  it('goes on where damaged pictures are wanted', () => {
    const sent = all.map((unit, n) => (n === 2 ? { ...unit, data: BROKEN_SLICE } : unit));
    expect(shown(sent, { showDamaged: true })).toEqual([...all.keys()].filter((n) => n !== 2));
  });
});
