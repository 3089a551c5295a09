import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packetise } from './packetise';

it('parameter sets go ahead of their picture, and all else stays together', () => {
  const code = [0, 0, 0, 1];
  const [aud, sps, pps] = [
    [...code, 9, 0xf0],
    [...code, 0x67, 1],
    [0, 0, 1, 0x68, 2],
  ];
  const picture = [...code, 6, 5, 0x80, ...code, 0x65, 0x88, 0, 0, 1, 0x65, 0x99];
  const packets = packetise(Uint8Array.from([...aud, ...sps, ...pps, ...picture]), true, 7);
  expect(packets.map(({ type, payload }) => [type, [...payload]])).toEqual([
    ['sps', sps],
    ['pps', pps],
    ['key-frame', [...aud, ...picture]],
  ]);
});

it('no byte of a real picture is lost', () => {
  const data = new Uint8Array(readFileSync(new URL('../../bitstream/fixtures/baseline.h264', import.meta.url)));
  const payloads = packetise(data, true, 0).map(({ payload }) => payload);
  expect(Buffer.concat(payloads).equals(Buffer.from(data))).toBe(true);
  expect(payloads).toHaveLength(3);
});
