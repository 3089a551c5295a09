import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AccessUnitAssembler } from '../../bitstream/access-unit-assembler';
import { nalUnitsOf } from '../../bitstream/avcc';
import { HevcAssembler } from '../../bitstream/h265/hevc-assembler';
import type { AccessUnit } from '../../media/access-unit';
import { datagramsOf } from './fixtures/datagrams';
import { RtpReceiver } from './receiver';

const FOLDER = new URL('fixtures/', import.meta.url);
const PICTURES = 9;
const KEY_EVERY = 4;

it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.rtp')))('%s gives its pictures whole', (name) => {
  const pictures: AccessUnit[] = [];
  const faults: unknown[] = [];
  const events = {
    onAccessUnit: (unit: AccessUnit) => void pictures.push(unit),
    onFault: (fault: unknown) => void faults.push(fault),
  };
  let assembler: AccessUnitAssembler | HevcAssembler | undefined;
  const receiver = new RtpReceiver({
    begin: (codec) => {
      assembler = codec === 'h264' ? new AccessUnitAssembler(events) : new HevcAssembler(events);
    },
    bytes: (data) => assembler?.push(data, 0),
    endPicture: () => (assembler instanceof HevcAssembler ? assembler.endPicture() : assembler?.flush()),
    lost: () => faults.push('lost'),
    malformed: (reason) => faults.push(reason),
  });
  for (const datagram of datagramsOf(readFileSync(new URL(name, FOLDER)))) receiver.push(datagram, 0);
  expect(pictures.map(({ key }) => key)).toEqual(Array.from({ length: PICTURES }, (_, n) => n % KEY_EVERY === 0));
  expect(faults).toEqual([]);
  expect(receiver.isMarked).toBe(true);
  // Both slices, behind whatever stands before them.
  const slices = ({ data }: AccessUnit) =>
    nalUnitsOf(data).filter(([header = 0]) => [1, 5].includes(header & 0x1f)).length;
  if (name.includes('h264')) expect(pictures.map(slices)).toEqual(Array.from({ length: PICTURES }, () => 2));
});
