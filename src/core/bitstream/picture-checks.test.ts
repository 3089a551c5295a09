import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import { findStartCode } from './annex-b';
import type { AssemblerFault } from './assembler-fault';
import { HevcAssembler } from './h265/hevc-assembler';
import { ReadingBudget } from './picture-checks';
import { PictureEndFinder } from './picture-end/picture-end-finder';
import { QuietEnd } from './picture-end/quiet-end';
import { SlicePattern } from './slice-pattern';

const file = (name: string) => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const h264 = (name: string) => nalUnits(file(`./picture-end/fixtures/${name}.h264`));
const isSlice = (nal: Uint8Array) => [1, 5].includes(nal[0]! & 31);

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

const join = (nals: readonly Uint8Array[]) =>
  new Uint8Array(Buffer.concat(nals.flatMap((nal) => [Uint8Array.of(0, 0, 0, 1), nal])));

interface Result {
  readonly units: AccessUnit[];
  readonly faults: AssemblerFault[];
}

/** Each chunk in one piece, and between them the look at the open picture, where it is wanted. */
function assemble(chunks: readonly Uint8Array[], look = false): Result {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault[] = [];
  const finder = new PictureEndFinder();
  const events = { onAccessUnit: (u: AccessUnit) => units.push(u), onFault: (f: AssemblerFault) => faults.push(f) };
  const assembler = new AccessUnitAssembler(events, { finder });
  const quietEnd = new QuietEnd(assembler, finder);
  for (const [i, chunk] of chunks.entries()) {
    assembler.push(chunk, i);
    if (look) quietEnd.quiet();
  }
  assembler.flush();
  return { units, faults };
}

const kinds = ({ faults }: Result) =>
  faults.map((fault) => (fault.kind === 'damaged-picture' ? fault.reason : fault.kind));

/** NAL units of pictures whose first slice begins at macroblock 0, which is a 1 in its first bit. */
function pictures(nals: readonly Uint8Array[]): Uint8Array[][] {
  const out: Uint8Array[][] = [];
  for (const nal of nals.filter(isSlice)) {
    if ((nal[1]! & 0x80) !== 0) out.push([]);
    out.at(-1)!.push(nal);
  }
  return out;
}

describe('a picture of which a part is missing', () => {
  const names = ['four-slices-cavlc', 'four-slices-cabac', 'openh264-four-slices', 'small-slices'];

  it.each(names)(
    'is not emitted, whichever slice of %s it is, and whether the next start code is there or not',
    (name) => {
      const nals = h264(name);
      const sets = nals.filter((nal) => [7, 8].includes(nal[0]! & 31));
      const all = pictures(nals);
      for (const [at, picture] of all.entries()) {
        if (picture.length < 2 || at > 4) continue;
        for (let lost = 1; lost < picture.length; lost++) {
          const damaged = all.map((slices, i) => (i === at ? slices.filter((_, n) => n !== lost) : slices));
          for (const look of [false, true]) {
            const chunks = look
              ? [...sets, ...damaged.flat()].map((nal) => join([nal]))
              : [join([...sets, ...damaged.flat()])];
            const result = assemble(chunks, look);
            expect(result.units).toHaveLength(all.length - 1);
            expect(kinds(result)).toEqual(['slice-missing']);
          }
        }
      }
    },
  );

  it.each([...names, 'main-cabac', 'baseline-cavlc', 'high-cabac-8x8', 'low-qp-cavlc', 'hd-high'])(
    'is not emitted where a slice of %s is cut short',
    (name) => {
      const nals = h264(name);
      const slices = nals.filter(isSlice);
      const whole = assemble([join(nals)]).units.length;
      for (const slice of slices.filter(({ length }) => length > 60).slice(0, 4)) {
        for (const share of [0.3, 0.9]) {
          const cut = nals.map((nal) => (nal === slice ? nal.slice(0, Math.round(nal.length * share)) : nal));
          const result = assemble([join(cut)]);
          expect(result.units).toHaveLength(whole - 1);
          expect(result.faults.map(({ kind }) => kind)).toEqual(['damaged-picture']);
        }
      }
    },
  );

  it('is told by its bits where bits are flipped in more than nine of ten pictures, and an unbroken one never is', () => {
    let told = 0;
    let all = 0;
    for (const name of ['main-cabac', 'baseline-cavlc', 'camera-cif', 'b-spatial-cavlc', 'high-cabac-8x8']) {
      const nals = h264(name);
      expect(assemble([join(nals)]).faults).toEqual([]);
      for (const [n, slice] of nals.entries()) {
        if (!isSlice(slice) || slice.length < 200) continue;
        const broken = slice.slice();
        for (let i = 0; i < 8; i++) broken[(slice.length >> 1) + i]! ^= 0x5a;
        all++;
        if (assemble([join(nals.with(n, broken))]).faults.length > 0) told++;
      }
    }
    expect(told / all).toBeGreaterThan(0.9);
  });

  it('is handed on with its fault, and says whether others refer to it', () => {
    const nals = h264('b-spatial-cabac');
    const at = nals.findIndex((nal) => nal[0] === 0x01 && nal.length > 60);
    const { faults } = assemble([join(nals.with(at, nals[at]!.slice(0, 40)))]);
    expect(faults).toMatchObject([{ kind: 'damaged-picture', disposable: true, unit: { key: false } }]);
    const reference = nals.findIndex((nal, i) => i > 0 && (nal[0]! & 31) === 1 && nal[0]! >> 5 > 0);
    const other = assemble([join(nals.with(reference, nals[reference]!.slice(0, 40)))]);
    expect(other.faults[0]).toMatchObject({ kind: 'damaged-picture', disposable: false });
  });

  it('is none where its slices come in another order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('four-slices-cavlc', 'four-slices-cabac'),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.option(fc.nat({ max: 3 })),
        (name, order, lost) => {
          const nals = h264(name);
          const sets = nals.filter((nal) => [7, 8].includes(nal[0]! & 31));
          const [first] = pictures(nals);
          // A picture that begins with another slice than its first may lose any but that one and still be one picture.
          const came = order.filter((n) => n !== lost).map((n) => first![n]!);
          const result = assemble([join([...sets, ...came])]);
          expect(result.units).toHaveLength(lost === null ? 1 : 0);
          expect(result.faults).toHaveLength(lost === null ? 0 : 1);
        },
      ),
    );
  });

  it('is not looked for where nobody asks for it', () => {
    const units: AccessUnit[] = [];
    const assembler = new AccessUnitAssembler({ onAccessUnit: (u) => units.push(u), onFault: () => {} });
    const nals = h264('four-slices-cabac');
    assembler.push(join(nals.slice(0, -1)), 0);
    assembler.flush();
    expect(units).toHaveLength(8);
  });
});

describe('an encoder that does not follow the standard', () => {
  it('is believed after thirty pictures of which none makes sense', () => {
    const nals = h264('one-macroblock-cavlc');
    // A byte behind each slice, as if the encoder counted one too many.
    const odd = nals.map((nal) => (isSlice(nal) ? Uint8Array.of(...nal, 0x55) : nal));
    const { units, faults } = assemble([join([...odd, ...odd, ...odd, ...odd])]);
    expect(faults).toHaveLength(30);
    expect(units).toHaveLength(30);
  });
});

describe('parameter sets of the connection before', () => {
  /** A first connection with parameter sets, and a second without. */
  function reconnect(before: string, after: string): Result {
    const units: AccessUnit[] = [];
    const faults: AssemblerFault[] = [];
    const former = new AccessUnitAssembler({ onAccessUnit: () => {}, onFault: () => {} });
    former.push(join(h264(before)), 0);
    const events = { onAccessUnit: (u: AccessUnit) => units.push(u), onFault: (f: AssemblerFault) => faults.push(f) };
    // A connection in between that brought nothing changes nothing.
    const idle = new AccessUnitAssembler(events, { finder: new PictureEndFinder() }, former);
    const assembler = new AccessUnitAssembler(events, { finder: new PictureEndFinder() }, idle);
    assembler.push(join(h264(after).filter(isSlice)), 0);
    assembler.flush();
    return { units, faults };
  }

  it('serve the next where its pictures prove that they fit', () => {
    const { units, faults } = reconnect('main-cabac', 'main-cabac');
    expect([units.length, faults]).toEqual([10, []]);
    expect(nalUnits(units[0]!.data).map((nal) => nal[0]! & 31)).toEqual([7, 8, 5]);
  });

  it('are not believed where they do not fit', () => {
    for (const [before, after] of [
      ['main-cabac', 'baseline-cavlc'],
      ['baseline-cavlc', 'main-cabac'],
      ['main-cabac', 'main-cabac-coarse'],
      ['baseline-cavlc', 'vga-baseline'],
    ] as const) {
      const { units, faults } = reconnect(before, after);
      expect(units).toEqual([]);
      expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['waiting-for-parameter-sets']));
    }
  });
});

describe('slices that are not read', () => {
  it('are missed where every picture before was cut alike, and a new way of cutting is taken as it comes', () => {
    const pattern = new SlicePattern();
    const take = (...addresses: number[]) => pattern.misses(addresses);
    for (let n = 0; n < 12; n++) expect(take(0, 30, 60)).toBe(false);
    expect(take(0, 60)).toBe(true);
    expect(take(0, 30)).toBe(true);
    expect(take(0, 30, 60)).toBe(false);
    expect(take(0, 20, 40)).toBe(false);
    expect(take(0, 20)).toBe(false);
    for (let n = 0; n < 12; n++) take(0, 10, 20);
    const verdicts = Array.from({ length: 20 }, () => take(0, 20));
    expect(verdicts.indexOf(false)).toBe(11);
    expect(verdicts.slice(11).every((misses) => !misses)).toBe(true);
  });

  it('are no fault where they are of fields or of macroblock pairs (MBAFF)', () => {
    for (const clip of ['./fixtures/interlaced.h264', './picture-end/fixtures/mbaff.h264']) {
      const { units, faults } = assemble([file(clip)], true);
      expect(faults).toEqual([]);
      expect(units.length).toBeGreaterThan(1);
    }
  });

  it('are missed in H.265 by their addresses', () => {
    const nals = nalUnits(file('./h265/fixtures/four-slices.h265'));
    const segments = nals.filter((nal) => nal[0]! >> 1 < 22);
    const sets = nals.filter((nal) => nal[0]! >> 1 > 31);
    const groups: Uint8Array[][] = [];
    for (const nal of segments) {
      if ((nal[2]! & 0x80) !== 0) groups.push([]);
      groups.at(-1)!.push(nal);
    }
    const stream = Array.from({ length: 20 }, (_, n) => groups[n % groups.length]!);
    const faults: string[] = [];
    let units = 0;
    const assembler = new HevcAssembler({ onAccessUnit: () => units++, onFault: ({ kind }) => faults.push(kind) }, {});
    assembler.push(join([...sets, ...stream.flatMap((slices, n) => (n === 15 ? slices.slice(0, -1) : slices))]), 0);
    assembler.flush();
    expect([units, faults]).toEqual([19, ['damaged-picture']]);
  });
});

describe('ReadingBudget', () => {
  it('lets through so many bytes a second', () => {
    const budget = new ReadingBudget(1000);
    expect([budget.take(600, 0), budget.take(600, 0), budget.take(600, 100_000)]).toEqual([true, false, false]);
    expect(budget.take(600, 200_000)).toBe(true);
    expect(budget.take(1001, 9e9)).toBe(false);
  });
});
