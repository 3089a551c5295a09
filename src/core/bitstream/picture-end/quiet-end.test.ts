import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../../media/access-unit';
import { AccessUnitAssembler } from '../access-unit-assembler';
import type { AssemblerFault } from '../assembler-fault';
import { clip, corpus } from './fixtures/read-corpus';
import { QuietEnd } from './quiet-end';

interface Run {
  readonly units: AccessUnit[];
  readonly faults: AssemblerFault[];
  readonly quietEnd: QuietEnd | undefined;
}

/** Pushes chunks of the given sizes, over and over, the time of each being the bytes pushed up to its end. */
function run(bytes: Uint8Array, sizes: readonly number[], withQuietEnd: boolean): Run {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (u) => units.push(u), onFault: (f) => faults.push(f) });
  const quietEnd = withQuietEnd ? new QuietEnd(assembler) : undefined;
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    assembler.push(bytes.subarray(at, at + size), Math.min(at + size, bytes.length));
    quietEnd?.quiet();
    at += size;
  }
  if (!withQuietEnd) assembler.flush();
  return { units, faults, quietEnd };
}

const names = Object.keys(corpus.clips);

describe('QuietEnd', () => {
  it.each(names)('emits each picture of %s with its own last byte', (name) => {
    const sizes = corpus.clips[name]!;
    const { units, faults, quietEnd } = run(clip(name), sizes, true);
    expect(faults).toEqual([]);
    expect(units).toHaveLength(sizes.length);
    let end = 0;
    for (const [i, unit] of units.entries()) {
      end += sizes[i]!;
      expect(unit.receiveUs).toBe(end);
    }
    expect(quietEnd!.statistics).toEqual({ found: sizes.length, waited: new Map() });
  });

  it('yields the same access units as without it, in any chunking', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 12 }),
        (name, sizes) => {
          const bytes = clip(name);
          const slow = run(bytes, sizes, false);
          const quick = run(bytes, sizes, true);
          expect(quick.faults).toEqual([]);
          expect(quick.units.map(({ data, key }) => ({ data, key }))).toEqual(
            slow.units.map(({ data, key }) => ({ data, key })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves what it does not read to the next start code, and counts each picture once', () => {
    const bytes = clip('mbaff');
    const { units, quietEnd } = run(bytes, [100], true);
    expect(units).toHaveLength(1);
    expect(quietEnd!.statistics).toEqual({ found: 0, waited: new Map([['mbaff', 2]]) });
  });

  it('does nothing while no picture is open', () => {
    const assembler = new AccessUnitAssembler({ onAccessUnit: () => {}, onFault: () => {} });
    expect(new QuietEnd(assembler).quiet()).toBe(0);
  });
});
