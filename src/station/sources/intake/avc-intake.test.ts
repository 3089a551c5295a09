import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { withCaptureTime } from '#core/bitstream/capture-time-sei';
import { withoutRestriction } from '#core/bitstream/fixtures/without-restriction';
import { formatOf } from '#core/bitstream/format';
import { readPrelude } from '#core/bitstream/prelude';
import type { AccessUnit } from '#core/media/access-unit';
import { Stream } from '../../hub/stream';
import { Intake, type IntakeOptions } from './intake';

const fixtures = new URL('../../../core/bitstream/fixtures/', import.meta.url);

function unitsOf(name: string): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(new Uint8Array(readFileSync(new URL(`${name}.h264`, fixtures))), 0);
  assembler.flush();
  return units;
}

/** As a camera writes it whose SPS says nothing of reordering. */
function silenced({ data }: AccessUnit): Uint8Array {
  const [range] = readPrelude(data).sps;
  if (!range) return data;
  const { start, end } = range;
  const sps = withoutRestriction(data.subarray(start, end));
  return new Uint8Array(Buffer.concat([data.subarray(0, start), sps, data.subarray(end)]));
}

/** The bytes of each picture go in at once; a delimiter behind each ends it. */
function takeIn(pictures: readonly Uint8Array[], options?: IntakeOptions) {
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'pi', video: 'h:1', telemetry: '' });
  const units: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => units.push(unit), telemetry: () => {}, state: () => {} });
  const intake = new Intake(stream, { codec: 'h264', ...options });
  for (const picture of pictures) {
    intake.push(picture);
    intake.push(Uint8Array.of(0, 0, 0, 1, 0x09, 0xf0));
  }
  return { units, stream };
}

describe('the intake', () => {
  it('lets decoders hold nothing back of a stream that says nothing of its order, and is certain to be in order', () => {
    const { units } = takeIn(unitsOf('baseline').map(silenced));
    for (const { data } of units.filter((unit) => unit.key)) {
      expect(formatOf(data)?.sps.vui?.bitstream_restriction?.max_num_reorder_frames).toBe(0);
    }
    expect(units.length).toBeGreaterThan(10);
  });

  it('holds back the rest of a group when a B picture comes after all, and counts it', () => {
    const silent = unitsOf('b-frames').map(silenced);
    const key = silent[0]!;
    const isB = (data: Uint8Array) => data[readPrelude(data).slice] === 0x01;
    const plain = silent.find((data, i) => i > 0 && !isB(data))!;
    const groups = Array.from({ length: 18 }, () => [key, plain]).flat();
    const { units, stream } = takeIn([...groups, ...silent.slice(1)]);
    expect(stream.statistics().faults).toBe(1);
    const last = units.at(-1)!;
    const lastKey = units.filter((unit) => unit.key).at(-1)!;
    expect(formatOf(lastKey.data)?.sps.vui?.bitstream_restriction).toBeUndefined();
    expect(units.slice(36).findIndex((unit) => isB(unit.data))).toBeGreaterThan(
      units.slice(36).findIndex((unit) => unit.key),
    );
    expect(last.key).toBe(false);
  });

  it('holds back the rest of a group of which a part was lost, but for those who prefer damaged pictures', () => {
    // Keys at 0, 5 and 10. Picture 2 has a slice that ends within its header.
    const pictures = unitsOf('baseline').map(({ data }, i) => (i === 2 ? Uint8Array.of(0, 0, 0, 1, 0x41, 0x80) : data));
    const shown = (options: IntakeOptions) =>
      takeIn(pictures, options).units.map(({ data }) =>
        pictures.findIndex((picture) => Buffer.from(data.subarray(-picture.length)).equals(picture)),
      );
    expect(shown({})).toEqual([0, 1, 5, 6, 7, 8, 9, 10, 11]);
    expect(shown({ showDamaged: true })).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('counts the pictures whose end only the next one tells, and says why', async () => {
    const { stream } = takeIn([]);
    const intake = new Intake(stream, { codec: 'h264' });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (const { data } of unitsOf('interlaced').slice(0, 3)) {
      intake.push(data);
      await turn();
    }
    const { waited } = stream.statistics().pictureEnds;
    expect(Object.entries(waited)).toEqual([['mbaff', 3]]);
    expect(takeIn([]).stream.statistics().pictureEnds).toEqual({ found: 0, waited: {} });
  });

  it("gives a picture's capture time on the station's clock, where that can be told", () => {
    const pictures = unitsOf('baseline').map(({ data }, i) => withCaptureTime(data, i * 1000));
    const { units } = takeIn(pictures, { captureUs: (hostUs) => (hostUs >= 5000 ? hostUs + 70 : undefined) });
    expect(units.map(({ captureUs }) => captureUs)).toEqual(
      pictures.map((_, i) => (i >= 5 ? i * 1000 + 70 : undefined)),
    );
    expect(takeIn(pictures).units.some((unit) => 'captureUs' in unit)).toBe(false);
  });
});
