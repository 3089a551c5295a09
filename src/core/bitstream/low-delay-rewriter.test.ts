import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import { withoutRestriction } from './fixtures/without-restriction';
import { formatOf } from './format';
import { LowDelayRewriter } from './low-delay-rewriter';
import { readPrelude } from './prelude';

function unitsOf(name: string): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(new Uint8Array(readFileSync(new URL(`./fixtures/${name}.h264`, import.meta.url))), 0);
  assembler.flush();
  return units;
}

/** The same picture with an SPS that says nothing of reordering. */
function silenced(unit: AccessUnit): AccessUnit {
  const [range] = readPrelude(unit.data).sps;
  if (!range) return unit;
  const { start, end } = range;
  const sps = withoutRestriction(unit.data.subarray(start, end));
  const data = new Uint8Array(Buffer.concat([unit.data.subarray(0, start), sps, unit.data.subarray(end)]));
  return { ...unit, data };
}

const take = (rewriter: LowDelayRewriter, { data, key }: AccessUnit) => rewriter.take(data, key, readPrelude(data));
const restriction = (data: Uint8Array | undefined) => data && formatOf(data)?.sps.vui?.bitstream_restriction;

describe('a stream without B pictures', () => {
  it('is told to decoders as such with each key picture; other pictures are passed on as the same bytes', () => {
    const rewriter = new LowDelayRewriter();
    for (const unit of unitsOf('baseline').map(silenced)) {
      const out = take(rewriter, unit);
      if (!unit.key) expect(out).toBe(unit.data);
      else expect(restriction(out)).toEqual({ max_num_reorder_frames: 0, max_dec_frame_buffering: 3 });
    }
  });

  it('keeps all of a key picture but the SPS', () => {
    const [original] = unitsOf('delimiters');
    const [range] = readPrelude(original!.data).sps;
    const out = take(new LowDelayRewriter(), silenced(original!))!;
    expect(Buffer.from(out.subarray(0, range!.start)).equals(original!.data.subarray(0, range!.start))).toBe(true);
    const tail = original!.data.subarray(range!.end);
    expect(Buffer.from(out.subarray(-tail.length)).equals(tail)).toBe(true);
  });

  it('is left alone where it says so itself', () => {
    const rewriter = new LowDelayRewriter();
    for (const unit of unitsOf('baseline')) expect(take(rewriter, unit)).toBe(unit.data);
  });
});

describe('a stream with B pictures', () => {
  it('is left alone', () => {
    const rewriter = new LowDelayRewriter();
    for (const unit of unitsOf('b-frames').map(silenced)) expect(take(rewriter, unit)).toBe(unit.data);
  });

  it('that began without is left alone from there on; the picture that shows it is not passed on', () => {
    const silent = unitsOf('b-frames').map(silenced);
    const isB = ({ data }: AccessUnit) => data[readPrelude(data).slice] === 0x01;
    const [key] = silent;
    const plain = silent.filter((unit) => !unit.key && !isB(unit))[0]!;
    const rewriter = new LowDelayRewriter();
    for (let group = 0; group < 20; group++) {
      const out = take(rewriter, key!);
      expect(restriction(out) !== undefined).toBe(group * 2 >= 29);
      expect(take(rewriter, plain)).toBe(plain.data);
    }
    const outs = silent.slice(1).map((unit) => take(rewriter, unit));
    expect(outs.filter((out) => out === undefined)).toHaveLength(1);
    expect(outs.find((out, i) => silent[i + 1]!.key && out)).toBe(silent.find((unit, i) => i > 0 && unit.key)!.data);
  });

  it('that follows another format, without, is judged by its own pictures', () => {
    const silent = unitsOf('b-frames').map(silenced);
    const plain = silent.filter(({ key, data }) => !key && data[readPrelude(data).slice] !== 0x01)[0]!;
    const rewriter = new LowDelayRewriter();
    for (let group = 0; group < 20; group++) for (const unit of [silent[0]!, plain]) take(rewriter, unit);
    // Of another level from here on.
    const other = silent.map((unit) => {
      const data = unit.data.slice();
      for (const { start } of readPrelude(data).sps) data[start + 3] = 40;
      return { ...unit, data };
    });
    expect(other.map((unit) => take(rewriter, unit))).toEqual(other.map(({ data }) => data));
  });
});
