import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from '../bitstream/access-unit-assembler';
import type { AccessUnit } from '../media/access-unit';
import { LeadIn } from './lead-in';

const refresh = unitsOf('intra-refresh=1:keyint=10:bframes=0');

/** Pictures of x264, 100 µs apart. */
function unitsOf(params: string): AccessUnit[] {
  const source = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x128:r=30', '-frames:v', '48'];
  const x264 = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-x264-params', `scenecut=0:threads=1:${params}`];
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(execFileSync('ffmpeg', [...source, ...x264, '-f', 'h264', '-'], { maxBuffer: 1 << 28 }), 0);
  assembler.flush();
  return units.map((unit, n) => ({ ...unit, receiveUs: (n + 1) * 100, captureUs: (n + 1) * 100 - 50 }));
}

const film = (units: readonly AccessUnit[]) => {
  const leadIn = new LeadIn();
  return units.flatMap((unit) => leadIn.take(unit));
};
const afterLossAt = (at: number) => refresh.map((unit, n) => (n === at ? { ...unit, afterLoss: true as const } : unit));
const entries = refresh.flatMap(({ key, entry }, n) => (entry && !key ? [n] : []));

describe('a film of a stream without IDR pictures', () => {
  it('begins with the entry as it came', () => {
    const [from = 0] = entries;
    const units = afterLossAt(from).slice(from);
    expect(film(units)).toEqual(units);
  });

  it('goes on behind a loss with a grey IDR picture, and its wrong pictures lie right before the first right one', () => {
    const at = entries.find((n) => n > 20) ?? 0;
    const { entry } = refresh[at]!;
    const count = typeof entry === 'object' ? entry.recovery : 0;
    expect(count).toBeGreaterThan(2);
    const units = afterLossAt(at);
    const made = film([...units.slice(0, 15), ...units.slice(at)]);
    const right = refresh[at + count]!;
    const led = made.slice(15, 15 + 1 + count);
    expect(led.map(({ key }) => key)).toEqual([true, ...Array.from({ length: count }, () => false)]);
    expect(led.map(({ receiveUs }) => right.receiveUs - receiveUs)).toEqual(led.map((_, n) => led.length - n));
    expect(led.map(({ captureUs = 0 }) => (right.captureUs ?? 0) - captureUs)).toEqual(
      led.map((_, n) => led.length - n),
    );
    expect(made.slice(15 + 1 + count)).toEqual(refresh.slice(at + count));
  });

  it('lets wrong pictures pass where a right one does not come for too long', () => {
    const at = entries.find((n) => n > 20) ?? 0;
    const entry = { ...refresh[at]!, entry: { recovery: 60_000 }, afterLoss: true as const };
    const leadIn = new LeadIn();
    leadIn.take(refresh[0]!);
    leadIn.take(entry);
    let given = 0;
    for (let n = 0; n < 700; n++) given += leadIn.take({ ...refresh[at + 1]!, receiveUs: n }).length;
    expect(given).toBeGreaterThan(600);
  });
});
