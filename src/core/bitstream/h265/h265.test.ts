import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../../media/access-unit';
import { MAX_ACCESS_UNIT_BYTES } from '../access-unit-assembler';
import { findStartCode } from '../annex-b';
import type { AssemblerFault } from '../assembler-fault';
import { hevcCodecString } from './codec-string';
import { hevcFormatOf } from './format';
import { HevcAssembler } from './hevc-assembler';
import { hevcConfigurationRecord } from './hvcc';
import { HevcNalType, hevcNalType } from './nal';
import { eachHevcNal } from './nal-units';
import { parseHevcPps, parseHevcSps, parseHevcVps } from './parameter-sets';
import { readHevcSliceStart } from './slice-start';

interface ClipFacts {
  readonly width: number;
  readonly height: number;
  readonly profile: string;
  readonly level: number;
  readonly hvcC: string;
  readonly packets: { bytes: number; key: boolean }[];
}

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const facts: Record<string, ClipFacts> = JSON.parse(Buffer.from(fixture('clips.json')).toString());
// ffmpeg's parser counts the zero_byte (B.2.2) in front of a picture to the picture before.
for (const { packets } of Object.values(facts)) {
  packets[0]!.bytes--;
  packets.at(-1)!.bytes++;
}
const clips = new Map(Object.keys(facts).map((name) => [name, fixture(`${name}.h265`)]));
const clip = (name: string) => clips.get(name)!;
const clipName = fc.constantFrom(...clips.keys());

function listen() {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault[] = [];
  const assembler = new HevcAssembler({ onAccessUnit: (u) => units.push(u), onFault: (f) => faults.push(f) });
  return { units, faults, assembler };
}

/** Pushes in chunks of the given sizes, over and over; the time of each is its number, from 1. */
function assemble(bytes: Uint8Array, sizes: readonly number[] = [bytes.length]) {
  const { units, faults, assembler } = listen();
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    const chunk = bytes.slice(at, at + size);
    assembler.push(chunk, i + 1);
    // The assembler may not rely on a chunk that it was lent.
    chunk.fill(0xff);
    at += size;
  }
  assembler.flush();
  return { units, faults };
}

/** NAL units with their start codes. */
function split(bytes: Uint8Array): { type: number; bytes: Uint8Array }[] {
  const starts: number[] = [];
  for (let at = findStartCode(bytes, 0, bytes.length); at !== -1; at = findStartCode(bytes, at + 3, bytes.length)) {
    starts.push(at > 0 && bytes[at - 1] === 0 ? at - 1 : at);
  }
  return starts.map((start, i) => {
    const nal = bytes.subarray(start, starts[i + 1]);
    return { type: hevcNalType(nal[findStartCode(nal, 0, nal.length) + 3]!), bytes: nal };
  });
}

const join = (nals: readonly { bytes: Uint8Array }[]) => new Uint8Array(Buffer.concat(nals.map(({ bytes }) => bytes)));
const typesOf = (unit: AccessUnit) => split(unit.data).map(({ type }) => type);
const isSet = (type: number) => type >= HevcNalType.vps && type <= HevcNalType.pps;

/** The clip with its parameter sets in front of the first picture alone, as many cameras send them. */
function setsOnce(name: string): Uint8Array {
  const seen = new Set<number>();
  return join(
    split(clip(name)).filter(({ type }) => {
      const again = isSet(type) && seen.has(type);
      seen.add(type);
      return !again;
    }),
  );
}

describe('access units of H.265', () => {
  it.each([...clips.keys()])('are those that ffmpeg finds: %s', (name) => {
    const { units, faults } = assemble(clip(name));
    expect(units.map(({ data, key }) => ({ bytes: data.length, key }))).toEqual(facts[name]!.packets);
    expect(Buffer.concat(units.map(({ data }) => data)).equals(Buffer.from(clip(name)))).toBe(true);
    expect(units.every(({ codec }) => codec === 'h265')).toBe(true);
    expect(faults).toEqual([]);
  });

  it('are the same in whatever chunks they come', () => {
    fc.assert(
      fc.property(
        clipName,
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }),
        (name, sizes) => {
          const { units, faults } = assemble(clip(name), sizes);
          expect(units.map(({ data }) => data.length)).toEqual(facts[name]!.packets.map(({ bytes }) => bytes));
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('bear the time at which their last byte came', () => {
    const bytes = clip('plain');
    const { units } = assemble(bytes, [100]);
    let end = 0;
    for (const { data, receiveUs } of units) {
      end += data.length;
      expect(receiveUs).toBe(Math.ceil(end / 100));
    }
  });

  it('are not waited for: the next picture’s first bytes end one, and a caller who knows ends it at once', () => {
    const pictures = assemble(clip('plain')).units;
    const { units, assembler } = listen();
    for (const [n, { data }] of pictures.entries()) {
      assembler.push(data, n);
      expect(units).toHaveLength(n);
      expect(assembler.isOpen).toBe(true);
      assembler.endPicture();
      expect(units.at(-1)).toEqual({ ...pictures[n], receiveUs: n });
      expect(assembler.isOpen).toBe(false);
    }
  });

  it('that were ended too early are told of, once, and harm none behind them', () => {
    const pictures = assemble(clip('four-slices')).units;
    for (const cut of [12, 200, pictures[0]!.data.length - 20]) {
      const { units, faults, assembler } = listen();
      assembler.push(pictures[0]!.data.subarray(0, cut), 1);
      assembler.endPicture();
      assembler.push(pictures[0]!.data.subarray(cut), 1);
      for (const { data } of pictures.slice(1)) assembler.push(data, 2);
      assembler.flush();
      expect(units.slice(-7).map(({ data }) => data.length)).toEqual(pictures.slice(1).map(({ data }) => data.length));
      // What ends before a slice has come is not open, and is not ended.
      if (units.length > 7 && units[0]!.data.length < pictures[0]!.data.length) {
        expect(faults.length).toBeGreaterThan(0);
        expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['late-slice']));
      }
    }
  });

  it('carry parameter sets with each key picture, where the stream has them once', () => {
    const { units, faults } = assemble(setsOnce('plain'));
    expect(units).toHaveLength(12);
    expect(faults).toEqual([]);
    for (const unit of units.filter(({ key }) => key)) expect(typesOf(unit).slice(0, 3)).toEqual([32, 33, 34]);
    for (const unit of units.filter(({ key }) => !key)) expect(typesOf(unit).some(isSet)).toBe(false);
  });

  it('keep the delimiter in front of parameter sets that are put in', () => {
    for (const unit of assemble(setsOnce('delimiters')).units.filter(({ key }) => key)) {
      expect(typesOf(unit).slice(0, 4)).toEqual([35, 32, 33, 34]);
    }
  });

  it('begin at every IRAP picture: CRA as well as IDR', () => {
    const kinds = assemble(clip('open-gop'))
      .units.filter(({ key }) => key)
      .map((unit) => typesOf(unit).find((type) => type >= 16 && type <= 23));
    expect(kinds[0]).toBeGreaterThanOrEqual(HevcNalType.idrWRadl);
    expect(kinds.slice(1)).toEqual(kinds.slice(1).map(() => HevcNalType.cra));
  });

  it('wait for parameter sets, and say so', () => {
    const slices = join(split(clip('plain')).filter(({ type }) => !isSet(type)));
    const { units, faults } = assemble(slices);
    expect(units).toEqual([]);
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['waiting-for-parameter-sets']));
  });

  it('without their first slice segment are left out, and those behind come', () => {
    const nals = split(clip('four-slices'));
    const first = nals.findIndex(({ type }) => type <= 9);
    const { units, faults } = assemble(join(nals.filter((_, n) => n !== first)));
    expect(faults).toEqual([{ kind: 'incomplete-picture' }]);
    expect(units).toHaveLength(facts['four-slices']!.packets.length - 1);
    expect(units.filter(({ key }) => key)).toHaveLength(2);
  });

  it('hold nothing of upper layers', () => {
    const upper = { bytes: Uint8Array.of(0, 0, 1, 0x02, 0x09, 0xd0, 0x80, 0x80) };
    const nals = split(clip('plain'));
    const { units, faults } = assemble(join(nals.flatMap((nal) => [nal, ...(nal.type < 32 ? [upper] : [])])));
    expect(faults).toEqual([]);
    expect(units.map(({ data }) => data.length)).toEqual(facts.plain!.packets.map(({ bytes }) => bytes));
  });

  it('are found again behind noise, and none is made up', () => {
    fc.assert(
      fc.property(clipName, fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (name, noise, at) => {
        const bytes = clip(name);
        const from = at % bytes.length;
        const broken = new Uint8Array(Buffer.concat([bytes.subarray(0, from), noise, bytes.subarray(from)]));
        const { units } = assemble(new Uint8Array(Buffer.concat([broken, bytes])), [777]);
        const whole = facts[name]!.packets.length;
        expect(units.length).toBeGreaterThanOrEqual(whole);
        const tail = units.slice(1 - whole).map(({ data }) => data.length);
        expect(tail).toEqual(facts[name]!.packets.slice(1).map(({ bytes: size }) => size));
      }),
      { numRuns: 60 },
    );
  });

  it('that never end are dropped, and memory with them', () => {
    const { units, faults, assembler } = listen();
    const [vps, sps, pps, ...rest] = split(clip('plain'));
    assembler.push(join([vps!, sps!, pps!, rest.find(({ type }) => type < 32)!]), 1);
    const flood = new Uint8Array(1024 * 1024).fill(0x55);
    for (let n = 0; n < MAX_ACCESS_UNIT_BYTES / flood.length + 2; n++) assembler.push(flood, 2);
    expect(faults.map(({ kind }) => kind)).toEqual(['oversize']);
    assembler.push(clip('plain'), 3);
    assembler.flush();
    expect(units).toHaveLength(12);
  });

  it('of noise are none, and nothing is thrown', () => {
    const nal = fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.of(0, 0, 1, ...bytes));
    fc.assert(
      fc.property(fc.array(nal, { maxLength: 30 }), fc.integer({ min: 1, max: 90 }), (nals, size) => {
        expect(assemble(new Uint8Array(Buffer.concat(nals)), [size]).units).toEqual([]);
      }),
    );
  });
});

describe('parameter sets of H.265', () => {
  const PROFILES: Record<string, number> = { Main: 1, 'Main 10': 2, 'Main Still Picture': 3, Rext: 4 };

  it.each([...clips.keys()])('tell size, profile and level as ffprobe does: %s', (name) => {
    const { width, height, profile, level } = facts[name]!;
    const format = hevcFormatOf(clip(name))!;
    const { general_profile_idc, general_level_idc } = format.sps.profile_tier_level;
    expect(format).toMatchObject({ width, height });
    expect({ general_profile_idc, general_level_idc }).toEqual({
      general_profile_idc: PROFILES[profile],
      general_level_idc: level,
    });
  });

  it('tell depth, chroma and reordering', () => {
    expect(hevcFormatOf(clip('ten-bit'))!.sps).toMatchObject({ bit_depth_luma_minus8: 2, chroma_format_idc: 1 });
    expect(hevcFormatOf(clip('chroma-422'))!.sps).toMatchObject({ bit_depth_luma_minus8: 0, chroma_format_idc: 2 });
    expect(hevcFormatOf(clip('plain'))!.sps.sps_max_num_reorder_pics).toBe(0);
    expect(hevcFormatOf(clip('open-gop'))!.sps.sps_max_num_reorder_pics).toBeGreaterThan(0);
  });

  it('give the codec string of ISO/IEC 14496-15, Annex E', () => {
    const of = (profile: number, compatibility: number, tier: boolean, level: number, constraints: number[]) =>
      hevcCodecString({
        general_profile_space: 0,
        general_profile_idc: profile,
        general_profile_compatibility_flags: compatibility,
        general_tier_flag: tier,
        general_level_idc: level,
        general_constraint_indicator_flags: constraints,
      });
    expect(of(1, 0x60000000, false, 93, [0xb0, 0, 0, 0, 0, 0])).toBe('hev1.1.6.L93.B0');
    expect(of(2, 0x20000000, true, 150, [0x90, 0, 0, 0, 0, 0])).toBe('hev1.2.4.H150.90');
    expect(of(4, 0x08000000, false, 120, [0x9e, 0x08, 0, 1, 0, 0])).toBe('hev1.4.10.L120.9E.8.0.1');
    expect(hevcFormatOf(clip('high-tier'))!.codec).toMatch(/^hev1\.1\.6\.H150\.90$/);
    expect(hevcFormatOf(clip('ten-bit'))!.codec).toMatch(/^hev1\.2\.4\.L\d+\.90$/);
  });

  it('make the hvcC record that ffmpeg writes, but for what it reads beyond the SPS’s head', () => {
    for (const [name, { hvcC }] of Object.entries(facts)) {
      const theirs = Buffer.from(hvcC, 'hex');
      const ours = Buffer.from(hevcConfigurationRecord(clip(name))!);
      // min_spatial_segmentation_idc and parallelismType (13..15): ours say “unknown”, which is always true.
      expect(ours.subarray(0, 13).equals(theirs.subarray(0, 13))).toBe(true);
      expect([...ours.subarray(16, 19)]).toEqual([...theirs.subarray(16, 19)]);
      for (const { type, nal } of eachHevcNal(clip(name))) {
        if (isSet(type)) expect(ours.includes(Buffer.from(nal))).toBe(true);
      }
    }
  });

  it('that are cut off or noise are refused by name, and nothing is thrown', () => {
    const sps = split(clip('sub-layers'))
      .find(({ type }) => type === HevcNalType.sps)!
      .bytes.subarray(4);
    expect(parseHevcSps(sps).ok).toBe(true);
    for (let length = 0; length < 20; length++) {
      expect(parseHevcSps(sps.subarray(0, length))).toMatchObject({ ok: false, error: { fault: 'truncated' } });
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0x40, 0x42, 0x44, 0x02, 0x26), (bytes, first) => {
        const nal = Uint8Array.of(first, 1, ...bytes);
        const read = parseHevcSps(nal);
        if (read.ok) expect(Math.min(read.value.width, read.value.height)).toBeGreaterThan(0);
        parseHevcVps(nal);
        parseHevcPps(nal);
        readHevcSliceStart(nal, () => undefined);
        hevcConfigurationRecord(Uint8Array.of(0, 0, 1, ...nal));
      }),
    );
  });
});
