import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler, MAX_ACCESS_UNIT_BYTES } from './access-unit-assembler';
import { findStartCode } from './annex-b';
import type { AssemblerFault } from './assembler-fault';
import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';
import { formatOf } from './format';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const packets: Record<string, { bytes: number; key: boolean }[]> = JSON.parse(fixture('clips.json').toString());
const clips = new Map(Object.keys(packets).map((name) => [name, new Uint8Array(fixture(`${name}.h264`))]));
const clip = (name: string) => clips.get(name)!;
const clipName = fc.constantFrom(...clips.keys());

interface Result {
  readonly units: AccessUnit[];
  readonly faults: AssemblerFault[];
}

function listen(): Result & { assembler: AccessUnitAssembler } {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (u) => units.push(u), onFault: (f) => faults.push(f) });
  return { units, faults, assembler };
}

/** Pushes in chunks of the given sizes, over and over; the time of each is its number, from 1. */
function assemble(bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Result {
  const { units, faults, assembler } = listen();
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    // A fresh copy that is overwritten after: the assembler may not rely on a chunk that it was lent.
    const chunk = bytes.slice(at, at + size);
    assembler.push(chunk, i + 1);
    chunk.fill(0xff);
    at += size;
  }
  assembler.flush();
  return { units, faults };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** NAL units without start codes and trailing zeros. */
function nalUnits(bytes: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = findStartCode(bytes, 0, bytes.length); at !== -1; ) {
    const next = findStartCode(bytes, at + 3, bytes.length);
    let end = next === -1 ? bytes.length : next;
    while (bytes[end - 1] === 0) end--;
    out.push(bytes.slice(at + 3, end));
    at = next;
  }
  return out;
}

function join(nals: readonly Uint8Array[], startCode: readonly number[] = [0, 0, 0, 1]): Uint8Array {
  return concat(nals.flatMap((nal) => [Uint8Array.from(startCode), nal]));
}

/** An SPS with seq_parameter_set_id 0, as one of id 5: 00110 instead of 1. */
function spsWithId5(nal: Uint8Array): Uint8Array {
  const reader = new BitReader(nal);
  reader.u(8);
  const writer = new BitWriter().u(24, reader.u(24)).ue(5);
  reader.ue();
  const stop = new BitReader(nal);
  while (stop.moreRbspData()) stop.u(1);
  while (reader.bitOffset < stop.bitOffset) writer.u(1, reader.u1());
  return writer.nal(nal[0]!);
}

const types = (bytes: Uint8Array) => nalUnits(bytes).map((nal) => nal[0]! & 0x1f);
const isSet = (nal: Uint8Array) => [7, 8].includes(nal[0]! & 0x1f);
/** Short enough to be read where a comparison fails. */
const digest = (bytes: Uint8Array) => `${bytes.length}:${createHash('sha1').update(bytes).digest('hex').slice(0, 8)}`;
/** NAL units of each access unit, for comparisons in which start codes may differ in length. */
const nalDigests = (units: readonly AccessUnit[]) => units.map((unit) => nalUnits(unit.data).map(digest));
const digests = (units: readonly AccessUnit[]) => units.map((unit) => digest(unit.data));

describe('AccessUnitAssembler', () => {
  it.each([...clips.keys()])('takes %s apart as ffprobe does', (name) => {
    const { units, faults } = assemble(clip(name));
    expect(units.map(({ data, key }) => ({ bytes: data.length, key }))).toEqual(packets[name]);
    expect(Buffer.compare(concat(units.map((unit) => unit.data)), clip(name))).toBe(0);
    expect(faults).toEqual([]);
  });

  it('yields the same access units in any chunking', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(clipName, sizes, (name, chunkSizes) => {
        const { units, faults } = assemble(clip(name), chunkSizes);
        expect(digests(units)).toEqual(digests(assemble(clip(name)).units));
        expect(units.map(({ key }) => key)).toEqual(packets[name]!.map(({ key }) => key));
        expect(faults).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([...clips.keys()])('takes %s byte by byte, each unit timed by its own last byte', (name) => {
    const { units } = assemble(clip(name), [1]);
    let end = 0;
    for (const unit of units) {
      end += unit.data.length;
      expect(unit.receiveUs).toBe(end);
    }
  });

  it('times an access unit by its last byte though zeros and half a start code came later', () => {
    const pictures = assemble(clip('baseline')).units;
    const { units, assembler } = listen();
    assembler.push(pictures[0]!.data, 10);
    assembler.push(Uint8Array.of(0, 0), 20);
    assembler.push(Uint8Array.of(0, 0, 1), 30);
    expect(units).toEqual([]);
    assembler.push(pictures[1]!.data.subarray(4), 40);
    expect(units.map((unit) => unit.receiveUs)).toEqual([10]);
    expect(digests(units)).toEqual(digests([pictures[0]!]));
  });

  it('takes 3-byte start codes and any number of trailing zeros', () => {
    fc.assert(
      fc.property(clipName, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 700 }), (name, zeros, size) => {
        const nals = nalUnits(clip(name));
        const wanted = assemble(clip(name)).units;
        const startCode = [...new Array<number>(zeros).fill(0), 0, 0, 1];
        const { units, faults } = assemble(concat([join(nals, startCode), new Uint8Array(zeros)]), [size]);
        expect(nalDigests(units)).toEqual(nalDigests(wanted));
        expect(units.map(({ key }) => key)).toEqual(wanted.map(({ key }) => key));
        expect(faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('ends a picture at the very header of a delimiter, parameter set or SEI behind it', () => {
    const key = assemble(clip('baseline')).units[0]!;
    for (const header of [0x09, 0x67, 0x68, 0x06]) {
      const { units, assembler } = listen();
      assembler.push(key.data, 1);
      assembler.push(Uint8Array.of(0, 0, 1), 2);
      expect(units).toHaveLength(0);
      assembler.push(Uint8Array.of(header), 3);
      expect(digests(units)).toEqual(digests([key]));
    }
  });

  it('ends a picture at the next slice header, a few bytes in', () => {
    const [key, second] = assemble(clip('baseline')).units;
    const { units, assembler } = listen();
    assembler.push(key!.data, 1);
    assembler.push(second!.data.subarray(0, 12), 2);
    expect(digests(units)).toEqual(digests([key!]));
  });

  describe('parameter sets', () => {
    const stripLater = (bytes: Uint8Array) => {
      const all = nalUnits(bytes);
      return join(all.filter((nal, i) => i < 3 || !isSet(nal)));
    };

    it('stand before every key picture of a stream that has them only at its start', () => {
      const { units, faults } = assemble(stripLater(clip('baseline')), [333]);
      expect(nalDigests(units)).toEqual(nalDigests(assemble(clip('baseline')).units));
      expect(faults).toEqual([]);
    });

    it('stand behind the delimiter', () => {
      const all = nalUnits(clip('delimiters'));
      const { units } = assemble(join(all.filter((nal, i) => i < 4 || !isSet(nal))));
      const keys = units.filter((unit) => unit.key).map((unit) => types(unit.data));
      expect(keys[0]).toEqual([9, 7, 8, 6, 5, 5]);
      expect(keys[1]).toEqual([9, 7, 8, 5, 5]);
    });

    it('are completed in order where a key picture repeats only one of them', () => {
      for (const dropped of [7, 8]) {
        const all = nalUnits(clip('baseline'));
        const { units } = assemble(join(all.filter((nal, i) => i < 3 || (nal[0]! & 0x1f) !== dropped)));
        expect(nalDigests(units)).toEqual(nalDigests(assemble(clip('baseline')).units));
      }
    });

    it('that a key picture does not refer to are left out of it, lest its format be taken from them', () => {
      const [small] = assemble(clip('baseline')).units;
      const [large] = assemble(clip('four-slices')).units;
      // The other's SPS, as that of id 5: seq_parameter_set_id is a 1 behind profile, flags and level.
      const foreign = spsWithId5(nalUnits(large!.data)[0]!);
      const { units } = assemble(join([foreign, ...nalUnits(small!.data)]));
      expect(formatOf(units[0]!.data)).toMatchObject({ width: 160, height: 120 });
      expect(types(units[0]!.data).filter((type) => type === 7)).toHaveLength(1);
    });

    it('take effect with their picture where they change in mid-stream', () => {
      const both = concat([clip('baseline'), clip('high-8x8'), clip('four-slices')]);
      const { units, faults } = assemble(both, [777]);
      expect(Buffer.compare(concat(units.map((unit) => unit.data)), both)).toBe(0);
      expect(units).toHaveLength(12 + 12 + 10);
      expect(faults).toEqual([]);
      const stripped = concat([clip('baseline'), stripLater(clip('four-slices'))]);
      expect(nalDigests(assemble(stripped).units)).toEqual(
        nalDigests(assemble(concat([clip('baseline'), clip('four-slices')])).units),
      );
    });

    it('are waited for: pictures before them are counted, not emitted', () => {
      const all = nalUnits(clip('four-slices'));
      const second = all.findIndex((nal, i) => i > 2 && (nal[0]! & 0x1f) === 7);
      const headless = all.filter((nal, i) => i >= second || !isSet(nal));
      const { units, faults } = assemble(join(headless), [100]);
      expect(nalDigests(units)).toEqual(nalDigests(assemble(clip('four-slices')).units.slice(5)));
      expect(faults.map((fault) => fault.kind)).toEqual(new Array(5).fill('waiting-for-parameter-sets'));
    });

    it('that break off inside their VUI are written whole', () => {
      const [sps, ...rest] = nalUnits(clip('baseline'));
      const { units, faults } = assemble(join([sps!.subarray(0, sps!.length - 6), ...rest]));
      expect([units.length, faults]).toEqual([packets.baseline!.length, []]);
      const format = formatOf(units[0]!.data);
      expect(format).toMatchObject({ width: 160, height: 120 });
      expect(format?.sps.broken_vui_at).toBeUndefined();
    });

    it('that are broken are cut out and never replace a good one', () => {
      const good = assemble(clip('baseline')).units;
      const broken = join([Uint8Array.of(0x67, 0x42, 0xc0), Uint8Array.of(0x68)]);
      const { units, faults } = assemble(concat([good[0]!.data, broken, ...good.slice(1).map((unit) => unit.data)]));
      expect(digests(units)).toEqual(digests(good));
      expect(faults).toEqual([
        { kind: 'parameter-set', nal_unit_type: 7, error: expect.objectContaining({ fault: 'truncated' }) },
        { kind: 'parameter-set', nal_unit_type: 8, error: expect.objectContaining({ fault: 'truncated' }) },
      ]);
    });
  });

  describe('faults', () => {
    it('counts garbage before the first start code, in any chunking', () => {
      fc.assert(
        fc.property(
          fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => bytes.map((byte) => byte | 0x10)),
          fc.integer({ min: 1, max: 400 }),
          (garbage, size) => {
            const { units, faults } = assemble(concat([garbage, clip('baseline')]), [size]);
            expect(digests(units)).toEqual(digests(assemble(clip('baseline')).units));
            expect(faults.every((fault) => fault.kind === 'garbage')).toBe(true);
            expect(faults.reduce((sum, fault) => sum + (fault.kind === 'garbage' ? fault.bytes : 0), 0)).toBe(
              garbage.length,
            );
          },
        ),
        { numRuns: 50 },
      );
    });

    it('cuts out a NAL unit whose forbidden_zero_bit is set', () => {
      const nals = nalUnits(clip('four-slices'));
      const marred = nals.flatMap((nal, i) => (i === 4 ? [Uint8Array.of(0x80 | nal[0]!, 1, 2, 3), nal] : [nal]));
      const { units, faults } = assemble(join(marred));
      expect(units.map((unit) => types(unit.data))).toEqual(
        assemble(clip('four-slices')).units.map((unit) => types(unit.data)),
      );
      expect(faults).toEqual([{ kind: 'forbidden-zero-bit' }]);
    });

    it('drops an access unit above the limit, and goes on with the next', () => {
      const good = assemble(clip('delimiters')).units;
      const bloated = concat([good[1]!.data, new Uint8Array(MAX_ACCESS_UNIT_BYTES).fill(0xaa)]);
      for (const size of [bloated.length * 2, 60_000]) {
        const { units, faults } = assemble(concat([good[0]!.data, bloated, ...good.slice(2).map((u) => u.data)]), [
          size,
        ]);
        expect(digests(units)).toEqual(digests([good[0]!, ...good.slice(2)]));
        expect(faults.map((fault) => fault.kind)).toEqual(['oversize', 'missing-pictures']);
      }
    });

    it('drops the rest of the slices of an access unit above the limit', () => {
      const good = assemble(clip('four-slices')).units;
      const nals = nalUnits(good[1]!.data);
      const bloated = join([
        nals[0]!,
        concat([nals[1]!, new Uint8Array(MAX_ACCESS_UNIT_BYTES).fill(0xaa)]),
        ...nals.slice(2),
      ]);
      const { units, faults } = assemble(
        concat([good[0]!.data, bloated, ...good.slice(2).map((unit) => unit.data)]),
        [50_000],
      );
      expect(digests(units)).toEqual(digests([good[0]!, ...good.slice(2)]));
      expect(faults.map((fault) => fault.kind)).toEqual(['oversize', 'late-slice', 'late-slice', 'missing-pictures']);
    });

    it('takes a flood of zeros, byte by byte, for the end of a picture', () => {
      const [key, second] = assemble(clip('baseline')).units;
      const { units, faults, assembler } = listen();
      assembler.push(key!.data, 1);
      const zero = new Uint8Array(1);
      for (let i = 0; i < 1_000_000; i++) assembler.push(zero, 2);
      assembler.push(second!.data, 3);
      assembler.flush();
      expect(digests(units)).toEqual(digests([key!, second!]));
      expect(units[0]!.receiveUs).toBe(1);
      expect(faults).toEqual([]);
    });

    it('never throws, whatever bits are flipped, and yields the same in any chunking', () => {
      const flip = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 }));
      fc.assert(
        fc.property(
          clipName,
          fc.array(flip, { maxLength: 40 }),
          fc.integer({ min: 1, max: 900 }),
          (name, flips, size) => {
            const bytes = clip(name).slice();
            for (const [where, mask] of flips) bytes[Math.floor(where * bytes.length)]! ^= mask;
            const whole = assemble(bytes);
            expect(digests(assemble(bytes, [size]).units)).toEqual(digests(whole.units));
          },
        ),
        { numRuns: 200 },
      );
    });

    it('never throws on noise that is full of start codes', () => {
      const nal = fc.tuple(fc.constantFrom(1, 2, 5, 6, 7, 8, 9, 10, 12, 14, 20), fc.uint8Array({ maxLength: 40 }));
      fc.assert(
        fc.property(fc.array(nal, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (nals, size) => {
          const bytes = join(nals.map(([type, body]) => concat([Uint8Array.of(0x60 | type), body])));
          const noise = concat([clip('baseline').subarray(0, 900), bytes]);
          expect(digests(assemble(noise, [size]).units)).toEqual(digests(assemble(noise).units));
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('ending a picture early', () => {
    it('shows the open picture as it grows, at offsets that stay', () => {
      const [key, second] = assemble(clip('four-slices')).units;
      const { assembler } = listen();
      expect(assembler.currentPicture()).toBeUndefined();
      assembler.push(key!.data, 1);
      const seen = new Map<number, number[]>();
      for (let at = 0; at < second!.data.length; at += 10) {
        assembler.push(second!.data.subarray(at, at + 10), 2);
        const open = assembler.currentPicture()!;
        if (open.bytes.length === key!.data.length || open.earlierSlices.length === 0) continue;
        expect(open.sps.width).toBe(160);
        expect(open.pps.entropy_coding_mode_flag).toBe(true);
        expect(open.bytes[open.nalStart]! & 0x1f).toBe(open.bytes[4] === 0x67 ? 5 : 1);
        seen.set(open.nalStart, [...(seen.get(open.nalStart) ?? []), open.nalEnd]);
      }
      for (const ends of seen.values()) expect(ends).toEqual([...ends].sort((a, b) => a - b));
      const last = assembler.currentPicture()!;
      expect(last.nalEnd).toBe(second!.data.length);
      expect(last.nalComplete).toBe(false);
      expect(last.earlierSlices.map(({ start, end }) => digest(last.bytes.subarray(start, end)))).toEqual(
        nalUnits(second!.data).slice(0, 3).map(digest),
      );
    });

    it('emits at once, and yields the same access units as waiting does, in any chunking', () => {
      fc.assert(
        fc.property(
          // Filler behind a picture is dropped where the picture is ended before it, so that clip differs.
          clipName.filter((name) => name !== 'filler-cbr'),
          fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 9 }),
          (name, sizes) => {
            const wanted = assemble(clip(name)).units;
            const ends: number[] = [];
            for (const unit of wanted) ends.push((ends.at(-1) ?? 0) + unit.data.length);
            const { units, faults, assembler } = listen();
            let at = 0;
            for (let i = 0; at < clip(name).length; i++) {
              const size = sizes[i % sizes.length]!;
              assembler.push(clip(name).subarray(at, at + size), i + 1);
              at = Math.min(at + size, clip(name).length);
              // A finder that knows: wherever a chunk ends within the picture's trailing bytes, it says so.
              while (units.length < ends.length && ends[units.length]! <= at) {
                const open = assembler.currentPicture();
                if (!open) break;
                expect(assembler.endPicture(wanted[units.length]!.data.length)).toBe(true);
                expect(units.at(-1)!.receiveUs).toBe(i + 1);
              }
              expect(units.length).toBe(ends.filter((end) => end <= at).length);
            }
            assembler.flush();
            expect(digests(units)).toEqual(digests(wanted));
            expect(faults).toEqual([]);
          },
        ),
        { numRuns: 100 },
      );
    });

    it('ends a picture whose slice is complete, behind an undecided slice', () => {
      const [key, second] = assemble(clip('baseline')).units;
      const { units, assembler } = listen();
      assembler.push(key!.data, 1);
      assembler.push(second!.data.subarray(0, 5), 2);
      const open = assembler.currentPicture()!;
      expect(open.nalComplete).toBe(true);
      expect(assembler.endPicture(open.nalEnd)).toBe(true);
      expect(digests(units)).toEqual(digests([key!]));
      expect(units[0]!.receiveUs).toBe(1);
      expect(assembler.currentPicture()).toBeUndefined();
      assembler.push(second!.data.subarray(5), 3);
      assembler.flush();
      expect(digests(units)).toEqual(digests([key!, second!]));
    });

    it('leaves out what stands between the end and the next picture', () => {
      const [key, second, third] = assemble(clip('baseline')).units;
      const { units, assembler } = listen();
      assembler.push(key!.data, 1);
      // Filler, then a NAL unit with its forbidden_zero_bit set, then the beginning of the next picture.
      assembler.push(join([Uint8Array.of(12, 0xff, 0x80), Uint8Array.of(0x81, 0xaa)]), 2);
      assembler.push(second!.data.subarray(0, 5), 3);
      expect(assembler.endPicture(key!.data.length)).toBe(true);
      assembler.push(second!.data.subarray(5), 4);
      assembler.push(third!.data, 5);
      assembler.flush();
      expect(digests(units)).toEqual(digests([key!, second!, third!]));
      expect(units.map((unit) => unit.receiveUs)).toEqual([1, 4, 5]);
    });

    it('refuses an end outside the last slice, or with nothing open', () => {
      const key = assemble(clip('baseline')).units[0]!;
      const { units, assembler } = listen();
      expect(assembler.endPicture(1)).toBe(false);
      assembler.push(key.data, 1);
      const { nalStart, nalEnd } = assembler.currentPicture()!;
      expect(assembler.endPicture(nalStart)).toBe(false);
      expect(assembler.endPicture(nalEnd + 1)).toBe(false);
      expect(units).toEqual([]);
    });

    it('drops slices of a picture that was ended too soon, and filler behind it without a fault', () => {
      const [key, second, third] = assemble(clip('four-slices')).units;
      const { units, faults, assembler } = listen();
      assembler.push(key!.data, 1);
      const slices = nalUnits(second!.data);
      assembler.push(join(slices.slice(0, 2)), 2);
      assembler.endPicture(assembler.currentPicture()!.nalEnd);
      assembler.push(join([Uint8Array.of(12, 0xff, 0x80), ...slices.slice(2)]), 3);
      assembler.push(third!.data, 4);
      assembler.flush();
      expect(units.map((unit) => types(unit.data))).toEqual([types(key!.data), [1, 1], [1, 1, 1, 1]]);
      expect(digests([units[2]!])).toEqual(digests([third!]));
      expect(faults.map((fault) => fault.kind)).toEqual(['late-slice', 'late-slice']);
    });

    it('never throws where pictures are ended at random, and every unit begins with a start code', () => {
      const step = fc.record({
        size: fc.integer({ min: 1, max: 600 }),
        end: fc.option(fc.nat(600)),
        mask: fc.nat(255),
      });
      fc.assert(
        fc.property(clipName, fc.array(step, { minLength: 1, maxLength: 40 }), (name, steps) => {
          const { units, assembler } = listen();
          const bytes = clip(name).slice();
          let at = 0;
          for (const { size, end, mask } of steps) {
            if (mask > 200) bytes[at + (mask % size)]! ^= mask;
            assembler.push(bytes.subarray(at, at + size), at);
            at += size;
            const open = assembler.currentPicture();
            if (open && end !== null) assembler.endPicture(Math.max(open.nalStart + 1, open.nalEnd - end));
          }
          assembler.flush();
          for (const unit of units) expect([0, 1]).toContain(findStartCode(unit.data, 0, unit.data.length));
        }),
        { numRuns: 200 },
      );
    });

    it('takes cabac_zero_words behind the end for what they are, in any chunking', () => {
      const [key, next] = assemble(clip('main-cabac')).units;
      const words = Uint8Array.of(0, 0, 3, 0, 0, 3, 0, 0, 3);
      for (let cut = 1; cut <= words.length; cut++) {
        const { units, faults, assembler } = listen();
        assembler.push(key!.data, 1);
        assembler.endPicture(key!.data.length);
        assembler.push(words.subarray(0, cut), 2);
        assembler.push(words.subarray(cut), 3);
        assembler.push(next!.data, 4);
        assembler.flush();
        expect([digests(units), faults]).toEqual([digests([key!, next!]), []]);
      }
    });

    it('counts what stands behind the end as garbage', () => {
      const [key, second] = assemble(clip('baseline')).units;
      const { units, faults, assembler } = listen();
      assembler.push(concat([key!.data, Uint8Array.of(0xaa, 0xbb)]), 1);
      assembler.endPicture(key!.data.length);
      assembler.push(second!.data, 2);
      assembler.flush();
      expect(digests(units)).toEqual(digests([key!, second!]));
      expect(faults).toEqual([{ kind: 'garbage', bytes: 2 }]);
    });
  });

  it('lets go of a picture of which a part was lost on its way, with what comes of it yet, and of nothing else', () => {
    const [key, second, third] = assemble(clip('four-slices')).units;
    for (const from of [20, 60, second!.data.length - 30]) {
      const { units, faults, assembler } = listen();
      assembler.push(key!.data, 1);
      assembler.flush();
      assembler.push(second!.data.subarray(0, from), 2);
      assembler.abandon();
      assembler.push(third!.data, 3);
      assembler.flush();
      expect(digests(units)).toEqual(digests([key!, third!]));
      expect(faults.filter(({ kind }) => kind !== 'missing-pictures')).toEqual([]);
    }
  });

  it('parts IDR pictures that all have the same idr_pic_id', () => {
    const key = assemble(clip('four-slices')).units[0]!;
    const { units } = assemble(
      concat([key.data, ...[1, 2, 3].map(() => join(nalUnits(key.data).filter((n) => !isSet(n))))]),
    );
    expect(units.map((unit) => unit.key)).toEqual([true, true, true, true]);
  });

  it('keeps slices in arbitrary order together', () => {
    const { units: whole } = assemble(clip('four-slices'));
    const shuffled = whole.map((unit) => {
      const nals = nalUnits(unit.data);
      return join([...nals.slice(0, -4), nals.at(-2)!, nals.at(-4)!, nals.at(-1)!, nals.at(-3)!]);
    });
    expect(assemble(concat(shuffled)).units.map((unit) => types(unit.data))).toEqual(
      whole.map((unit) => types(unit.data)),
    );
  });

  it('keeps the slices of a picture together where each has a prefix NAL unit', () => {
    const whole = assemble(clip('four-slices')).units;
    const prefixed = whole.map((unit) =>
      join(
        nalUnits(unit.data).flatMap((n) => ([1, 5].includes(n[0]! & 31) ? [Uint8Array.of(0x6e, 0x80, 0x80), n] : [n])),
      ),
    );
    const { units } = assemble(concat(prefixed), [97]);
    expect(digests(units)).toEqual(prefixed.map(digest));
  });
});
