import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AttachmentFile } from './attachment-file';

it('a file is what came, in any order and more than once; what is missing is what did not', () => {
  const stretches = fc.array(fc.tuple(fc.nat(80), fc.nat(40)), { maxLength: 20 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), stretches, (bytes, parts) => {
      const file = new AttachmentFile(bytes.length);
      const has = new Set<number>();
      for (const [offset, length] of parts) {
        const data = bytes.subarray(offset, offset + length);
        expect(file.take(offset, data)).toBe(offset + data.length <= bytes.length);
        for (let at = offset; at < offset + data.length; at++) has.add(at);
      }
      const missing = file.missing().flatMap(({ offset, length }) => Array.from({ length }, (_, at) => offset + at));
      expect(missing).toEqual([...bytes.keys()].filter((at) => !has.has(at)));
      for (const at of has) expect(file.data[at]).toBe(bytes[at]);
    }),
  );
});

it('a stretch beyond the file is not taken', () => {
  const file = new AttachmentFile(4);
  expect(file.take(3, Uint8Array.of(1, 2))).toBe(false);
  expect(file.take(0xffffffff, Uint8Array.of(1))).toBe(false);
  expect(file.missing()).toEqual([{ offset: 0, length: 4 }]);
});
