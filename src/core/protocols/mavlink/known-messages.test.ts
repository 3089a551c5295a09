import { MSG_ID_MAGIC_NUMBER } from 'node-mavlink';
import { describe, expect, it } from 'vitest';
import { crcOf } from './crc';
import { fieldsOf } from './fields';
import { JUDGE_CLASSES } from './fixtures/judge';
import { KNOWN_MESSAGES, knownMessage } from './known-messages';
import { MESSAGES } from './messages/table';

const WIRE_TYPES: Readonly<Record<string, string>> = {
  ...{ u8: 'uint8_t', i8: 'int8_t', u16: 'uint16_t', i16: 'int16_t', u32: 'uint32_t', i32: 'int32_t' },
  ...{ u64: 'uint64_t', i64: 'int64_t', f32: 'float', char: 'char' },
};

/** CRC_EXTRA as the guide defines it: over the name and the fields without extensions, as the wire orders them. */
function crcExtraOf(name: string, fields: ReturnType<typeof fieldsOf>): number {
  const bytes = [...Buffer.from(`${name} `)];
  for (const { name, type, count, isExtension } of fields) {
    if (isExtension) continue;
    bytes.push(...Buffer.from(`${WIRE_TYPES[type]} ${name} `));
    if (count > 0) bytes.push(count);
  }
  const crc = crcOf(Uint8Array.from(bytes), 0, bytes.length);
  return (crc & 0xff) ^ (crc >>> 8);
}

describe('the messages that are known', () => {
  it('have the checksum and the length that the judge knows', () => {
    for (const { id, name, minLength, maxLength, crcExtra } of KNOWN_MESSAGES) {
      const magic = (MSG_ID_MAGIC_NUMBER as Readonly<Record<string, number>>)[id];
      if (magic !== undefined) expect([name, crcExtra]).toEqual([name, magic]);
      const known = JUDGE_CLASSES[id as keyof typeof JUDGE_CLASSES];
      if (known) expect([name, maxLength]).toEqual([known.MSG_NAME, known.PAYLOAD_LENGTH]);
      expect(minLength).toBeLessThanOrEqual(maxLength);
    }
    for (const id of Object.keys(JUDGE_CLASSES)) expect(knownMessage(Number(id))).toBeDefined();
  });
});

describe.each([...MESSAGES.values()])('$name', ({ id, name, fields, minLength, maxLength, crcExtra }) => {
  it('has fields that make its CRC_EXTRA and its lengths', () => {
    expect(crcExtraOf(name, fields)).toBe(crcExtra);
    const ends = fields.map(({ offset, size, count }) => offset + size * Math.max(1, count));
    expect(Math.max(...ends)).toBe(maxLength);
    expect(Math.max(...ends.filter((_, i) => !fields[i]?.isExtension))).toBe(minLength);
  });

  it('has the extension fields of the judge at their places', () => {
    const known = JUDGE_CLASSES[id as keyof typeof JUDGE_CLASSES];
    if (!known) return;
    expect(fields.map(({ name, offset }) => [name, offset])).toEqual(
      known.FIELDS.map((each) => [each.source, each.offset]),
    );
  });
});

it('refuses a spec that is none', () => {
  expect(() => fieldsOf('a:u9')).toThrow();
});
