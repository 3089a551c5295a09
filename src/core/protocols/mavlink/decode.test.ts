import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from './fields';
import { packetOf } from './fixtures/packets';
import { MESSAGES, type MessageName, readMessage } from './messages/table';

const values = (name: MessageName, sent: object, version: 1 | 2 = 2): Readonly<Record<string, unknown>> =>
  (readMessage(packetOf(name, sent, { version }))?.values ?? {}) as Readonly<Record<string, unknown>>;

/** Every field with values that stand for “unknown”. */
const sentinels = [...MESSAGES.values()].flatMap(({ name, fields }) =>
  fields.flatMap((field) => field.unknown.map((value) => [name, field, value] as const)),
);

describe('a value that stands for unknown', () => {
  it.each(sentinels)('is told to be unknown in %s', (message, { name, count }, value) => {
    const sent = { [name]: count > 0 ? Array.from({ length: count }, () => value) : value };
    const read = values(message, sent)[name];
    if (count > 0) expect(new Set(read as unknown[])).toEqual(new Set([undefined]));
    else expect(read).toBeUndefined();
  });

  it('is any float that is no number', () => {
    for (const roll of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(values('ATTITUDE', { roll, pitch: 1 })).toMatchObject({ roll: undefined, pitch: 1 });
  });
});

describe('zeros at the end of a payload', () => {
  it('are restored, in the middle of a field, too', () => {
    const sent = { lat: 0x00010203, lon: 0x7f, alt: 0, relative_alt: 0, vx: 0, vy: 0, vz: 0, hdg: 0 };
    expect(packetOf('GLOBAL_POSITION_INT', sent).payloadLength).toBe(9);
    expect(values('GLOBAL_POSITION_INT', sent)).toEqual({ time_boot_ms: 0, ...sent });
  });

  it('are those of extension fields in version 1', () => {
    expect(values('GPS_RAW_INT', { fix_type: 3, h_acc: 900 }, 1)).toMatchObject({ fix_type: 3, h_acc: undefined });
    expect(values('GPS_RAW_INT', { fix_type: 3, h_acc: 900 }, 2)).toMatchObject({ fix_type: 3, h_acc: 900 });
  });
});

const numbers: Readonly<Partial<Record<Field['type'], fc.Arbitrary<number | bigint>>>> = {
  ...{ u8: fc.integer({ min: 0, max: 255 }), i8: fc.integer({ min: -128, max: 127 }) },
  ...{ u16: fc.integer({ min: 0, max: 65535 }), i16: fc.integer({ min: -32768, max: 32767 }) },
  ...{ u32: fc.integer({ min: 0, max: 4294967295 }), i32: fc.integer() },
  ...{ u64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), i64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  f32: fc.float({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Object.is(value, -0)),
};

it.each([...MESSAGES.values()])('$name comes back as it was written', ({ name, fields }) => {
  const arbitraryOf = ({ type, count, unknown }: Field): fc.Arbitrary<unknown> => {
    if (type === 'char') return fc.string({ unit: fc.constantFrom(...'abc 09'), maxLength: count });
    const one = numbers[type]!.filter((value) => !unknown.includes(Number(value)));
    return count > 0 ? fc.array(one, { minLength: count, maxLength: count }) : one;
  };
  const sent = fc.record(Object.fromEntries(fields.map((field) => [field.name, arbitraryOf(field)])));
  fc.assert(
    fc.property(sent, (sent) => {
      expect(values(name, sent)).toEqual(sent);
    }),
    { numRuns: 20 },
  );
});
