import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import { findStartCode } from './annex-b';
import type { AssemblerFault } from './assembler-fault';
import { withFrameNum, withOperation5 } from './fixtures/edit-slice';
import { ParameterSetTable } from './parameter-set-table';
import { PictureEndFinder } from './picture-end/picture-end-finder';
import { ReferenceContinuity } from './reference-continuity';
import { restartsCounts } from './restarts-counts';
import { readSliceIdentity, type SliceIdentity } from './slice-identity';

const CLIPS = ['baseline', 'main-cabac', 'high-8x8', 'b-frames', 'four-slices', 'interlaced', 'delimiters'];
const bytesOf = (clip: string) => readFileSync(new URL(`./fixtures/${clip}.h264`, import.meta.url));

function assemble(parts: readonly Uint8Array[]) {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault['kind'][] = [];
  const assembler = new AccessUnitAssembler(
    { onAccessUnit: (unit) => units.push(unit), onFault: (fault) => faults.push(fault.kind) },
    { finder: new PictureEndFinder() },
  );
  for (const part of parts) assembler.push(part, 0);
  assembler.flush();
  return { units, faults, countsOtherwise: assembler.countsOtherwise };
}

/** The stream with its slices as `edit` has them, `at` counting the pictures from each IDR on, which is 0. */
function edited(clip: string, edit: (nal: Uint8Array, slice: SliceIdentity, at: number) => Uint8Array): Uint8Array {
  const bytes = new Uint8Array(bytesOf(clip));
  const table = new ParameterSetTable();
  const parts: Uint8Array[] = [];
  let at = 0;
  for (let from = findStartCode(bytes, 0, bytes.length); from !== -1; ) {
    const next = findStartCode(bytes, from + 3, bytes.length);
    let nal: Uint8Array = bytes.slice(from + 3, next === -1 ? bytes.length : bytes[next - 1] === 0 ? next - 1 : next);
    const type = nal[0]! & 31;
    if (type === 7) table.storeSps(nal);
    else if (type === 8) table.storePps(nal);
    else if (type === 1 || type === 5) {
      const slice = readSliceIdentity(nal, 0, nal.length, table.find)!;
      at = type === 5 ? 0 : at + 1;
      nal = edit(nal, slice, at);
    }
    parts.push(Uint8Array.of(0, 0, 0, 1), nal);
    from = next;
  }
  return new Uint8Array(Buffer.concat(parts));
}

describe('pictures that never came', () => {
  it.each(CLIPS)('are not suspected in %s, which is whole', (clip) => {
    expect(assemble([bytesOf(clip)]).faults).toEqual([]);
  });

  it('are noticed at the picture behind them, once', () => {
    const pictures = assemble([bytesOf('baseline')]).units;
    const at = pictures.findIndex((unit, index) => index > 1 && !unit.key && !pictures[index + 1]?.key);
    const { units, faults } = assemble(pictures.filter((_, index) => index !== at).map((unit) => unit.data));
    expect(faults).toEqual(['missing-pictures']);
    expect(units).toHaveLength(pictures.length - 1);
  });

  it('are forgiven where a key picture follows', () => {
    const pictures = assemble([bytesOf('baseline')]).units;
    const key = pictures.findIndex((unit, index) => index > 0 && unit.key);
    expect(key).toBeGreaterThan(0);
    const kept = pictures.filter((_, index) => index < key - 1 || index >= key);
    expect(assemble(kept.map((unit) => unit.data)).faults).toEqual([]);
  });

  it('are noticed where a picture lacks its first slice, which is not emitted', () => {
    const pictures = assemble([bytesOf('four-slices')]).units;
    const whole = pictures[1];
    if (!whole) throw new Error('the clip is too short');
    const second = Buffer.from(whole.data).indexOf('000001', 5, 'hex');
    const maimed = [
      pictures[0]?.data ?? new Uint8Array(),
      whole.data.subarray(second),
      pictures[2]?.data ?? new Uint8Array(),
    ];
    const { units, faults } = assemble(maimed);
    expect(faults).toEqual(['incomplete-picture']);
    expect(units).toHaveLength(2);
  });
});

describe('memory_management_control_operation 5', () => {
  it('has the numbers start anew: nothing is missing behind it', () => {
    // Keys at 0, 5 and 10. The third picture of each group starts anew, so those behind it bear 1 and 2.
    const stream = edited('baseline', (nal, { parameterSets, idr }, at) => {
      if (idr) return nal;
      const numbered = at > 2 ? withFrameNum(nal, at - 2, parameterSets!) : nal;
      return at === 2 ? withOperation5(numbered, parameterSets!) : numbered;
    });
    const { units, faults } = assemble([stream]);
    expect([units.length, faults]).toEqual([12, []]);
  });

  it('is found in no other picture', () => {
    for (const clip of CLIPS) {
      edited(clip, (nal, { parameterSets }) => {
        expect(restartsCounts(nal, 0, nal.length, parameterSets!)).toBe(false);
        return nal;
      });
    }
  });
});

describe('an encoder that counts otherwise', () => {
  const twoBehindKey = () =>
    edited('baseline', (nal, { parameterSets, idr }, at) => (idr ? nal : withFrameNum(nal, at + 1, parameterSets!)));

  it('is believed from the second group on that leaps like the first', () => {
    const { faults, units, countsOtherwise } = assemble([twoBehindKey()]);
    expect([faults, units.length, countsOtherwise]).toEqual([['missing-pictures'], 12, true]);
    expect(assemble([bytesOf('baseline')]).countsOtherwise).toBe(false);
  });

  it('is believed where each picture counts twice, within its first group', () => {
    const stream = edited('baseline', (nal, { parameterSets, idr }, at) =>
      idr ? nal : withFrameNum(nal, 2 * at, parameterSets!),
    );
    const { faults, countsOtherwise } = assemble([stream]);
    expect([faults, countsOtherwise]).toEqual([['missing-pictures', 'missing-pictures'], true]);
  });

  it('is not believed where a picture is missing here and another there, or a part of one was lost', () => {
    const pictures = assemble([bytesOf('baseline')]).units.map(({ data }) => data);
    expect(assemble(pictures.filter((_, i) => i !== 2 && i !== 8)).faults).toEqual([
      'missing-pictures',
      'missing-pictures',
    ]);
    const cut = assemble([twoBehindKey()]).units.map(({ data }, i) => (i === 3 ? data.subarray(0, 100) : data));
    expect(assemble(cut).faults).toEqual(['missing-pictures', 'damaged-picture', 'missing-pictures']);
  });

  it('is believed no more once something is known to be lost', () => {
    const continuity = new ReferenceContinuity();
    const slices: SliceIdentity[] = [];
    edited('baseline', (nal, slice, at) => {
      slices.push(slice.idr ? slice : { ...slice, frame_num: at + 1 });
      return nal;
    });
    const misses = [...slices, ...slices].map((slice, i) => {
      if (i === 14) continuity.lost();
      return continuity.misses(slice, { restarts: false, whole: true });
    });
    expect(misses.flatMap((missing, i) => (missing ? [i] : []))).toEqual([1, 18]);
  });
});
