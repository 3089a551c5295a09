import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../telemetry/telemetry';
import { METRIC } from '../telemetry/units/choice';
import { english } from '../texts/english';
import { layOut } from './layout';
import type { Ink } from './shared/ink';
import type { Instrument } from './shared/instrument';
import { INSTRUMENTS } from './table';

interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A context that writes down what is asked of it. */
function recorder(): { ink: Ink; calls: Call[] } {
  const calls: Call[] = [];
  const target: Record<string, unknown> = {};
  const ink = new Proxy(target, {
    get: (_, method: string) =>
      method === 'measureText'
        ? (text: string) => ({ width: text.length * 6 })
        : (...args: unknown[]) => void calls.push({ method, args }),
    set: (_, property: string, value: unknown) => {
      calls.push({ method: property, args: [value] });
      return true;
    },
  });
  return { ink: ink as unknown as Ink, calls };
}

const any = fc.oneof(fc.double(), fc.double({ min: -400, max: 400 }), fc.constant(undefined));
const anyTelemetry = fc
  .tuple(any, any, any, any, any, any, any)
  .map(([rollDeg, pitchDeg, yawDeg, headingDeg, latitudeDeg, batteryPercent, cpuTempC]) => ({
    ...defined({ rollDeg, pitchDeg, yawDeg, headingDeg, latitudeDeg, batteryPercent, cpuTempC }),
    ...seen(rollDeg, pitchDeg),
  }));

/** A face and a body with these values, where they are numbers at all: the link lets no others through. */
function seen(a: number | undefined, b: number | undefined): Telemetry {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return {};
  const [x, y] = [a!, b!];
  const joints = ['head_joint', 'neck_1_joint', 'hips_joint'].map((name, n) => ({ name, x, y: y + n, z: 0 }));
  return { blendShapes: { jawOpen: x, browInnerUp: y }, joints };
}

function defined(values: Record<string, number | undefined>): Telemetry {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function drawEverything(
  telemetry: Telemetry | undefined,
  ageMs: number | undefined,
  width = 640,
  height = 480,
): Call[] {
  const { ink, calls } = recorder();
  const { scale } = layOut({ width, height }, 1);
  for (const instrument of INSTRUMENTS as readonly Instrument[]) {
    const view = instrument.view({ telemetry, readable: telemetry, ageMs, units: METRIC }, instrument.variants?.[0]);
    if (view) instrument.draw(ink, view, { width: 200, height: 200 }, scale, english);
  }
  return calls;
}

const texts = (calls: Call[]) => calls.filter(({ method }) => method === 'fillText').map(({ args }) => String(args[0]));

describe('drawing', () => {
  it('puts nothing at no place, whatever was sent', () => {
    const age = fc.option(fc.integer({ min: 0, max: 1e7 }), { nil: undefined });
    const height = fc.integer({ min: 240, max: 2160 });
    fc.assert(
      fc.property(anyTelemetry, age, height, (telemetry, ageMs, h) => {
        for (const { method, args } of drawEverything(telemetry, ageMs, h * 2, h)) {
          const numbers = args.filter((argument) => typeof argument === 'number');
          expect(numbers.every(Number.isFinite), `${method} ${args.join()}`).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('writes no zero where nothing was sent', () => {
    for (const text of texts(drawEverything(undefined, undefined))) expect(text).not.toMatch(/\d/);
  });

  it('leaves the context as it found it', () => {
    const calls = drawEverything({ rollDeg: 10, pitchDeg: 5, headingDeg: 80 }, 3000);
    const count = (wanted: string) => calls.filter(({ method }) => method === wanted).length;
    expect(count('save')).toBe(count('restore'));
    expect(calls.filter(({ method }) => method === 'setLineDash').at(-1)?.args).toEqual([[]]);
  });

  it('writes the age of everything that came by telemetry, and only once it is stale', () => {
    const telemetry = { rollDeg: 1, pitchDeg: 1, headingDeg: 1, cpuTempC: 50 };
    expect(texts(drawEverything(telemetry, 3400)).filter((text) => text === '3 s old')).toHaveLength(4);
    expect(texts(drawEverything(telemetry, undefined)).join()).not.toMatch(/old/);
  });

  it('signs a caution and a warning with more than a colour', () => {
    const signs = (batteryPercent: number) =>
      texts(drawEverything({ batteryPercent }, undefined)).filter((text) => text === '!').length;
    expect([signs(78), signs(20), signs(9)]).toEqual([0, 1, 1]);
  });
});
