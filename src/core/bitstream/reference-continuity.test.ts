import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../media/access-unit';
import { AccessUnitAssembler } from './access-unit-assembler';
import type { AssemblerFault } from './assembler-fault';

const CLIPS = ['baseline', 'main-cabac', 'high-8x8', 'b-frames', 'four-slices', 'interlaced', 'delimiters'];
const bytesOf = (clip: string) => readFileSync(new URL(`./fixtures/${clip}.h264`, import.meta.url));

function assemble(parts: readonly Uint8Array[]) {
  const units: AccessUnit[] = [];
  const faults: AssemblerFault['kind'][] = [];
  const assembler = new AccessUnitAssembler({
    onAccessUnit: (unit) => units.push(unit),
    onFault: (fault) => faults.push(fault.kind),
  });
  for (const part of parts) assembler.push(part, 0);
  assembler.flush();
  return { units, faults };
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
