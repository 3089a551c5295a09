import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBase64 } from './base64';

it('reads what Node writes, padded or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(readBase64(text)).toEqual(new Uint8Array(bytes));
      expect(readBase64(text.replaceAll('=', ''))).toEqual(new Uint8Array(bytes));
    }),
  );
});

it.each(['a', 'ab cd', 'a-b_', '====', 'Zg==Zg=='])('refuses %j', (text) => {
  expect(readBase64(text)).toBeUndefined();
});
