import { expectTypeOf, it } from 'vitest';
import type { ParamsOf } from './params';

type Of<Pattern extends string> = ParamsOf<Pattern, 'any'>;

it('wants what the pattern names, and nothing else', () => {
  expectTypeOf<Of<'Live'>>().toEqualTypeOf<Readonly<Record<never, never>>>();
  expectTypeOf<Of<'{where}: {n, number}'>>().toEqualTypeOf<{ readonly where: 'any'; readonly n: number }>();
  expectTypeOf<Of<'{n, plural, =0 {none} one {# gap} other {# gaps in {name}}}, {size}'>>().toEqualTypeOf<{
    readonly n: number;
    readonly name: 'any';
    readonly size: 'any';
  }>();
  expectTypeOf<Of<'{what, select, video {camera} other {{name} and {k, number}}}'>>().toEqualTypeOf<{
    readonly what: string;
    readonly name: 'any';
    readonly k: number;
  }>();
  expectTypeOf<Of<"/ws/'{'id'}' {x}">>().toEqualTypeOf<{ readonly x: 'any' }>();
});
