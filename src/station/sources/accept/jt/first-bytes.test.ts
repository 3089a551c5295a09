import { expect, it } from 'vitest';
import { firstOf } from './first-bytes';

it.each([
  ['7e0002', 'signalling'],
  ['7e7e7e0100', 'signalling'],
  ['7e1210', 'attachments'],
  ['7e7e1210', 'attachments'],
  ['7e1211', 'signalling'],
  ['7e', 'more'],
  ['7e12', 'more'],
  ['7e'.repeat(40), 'signalling'],
  ['30316364', 'media'],
  ['30', 'media'],
  ['474554', 'unknown'],
] as const)('a connection that begins with %s is %s', (hex, kind) => {
  expect(firstOf(Buffer.from(hex, 'hex'))).toBe(kind);
});
