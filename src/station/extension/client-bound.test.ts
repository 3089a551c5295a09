import { expect, it } from 'vitest';
import { ClientBound, clientOf } from './client-bound';

it('counts for each client by itself, and takes back', () => {
  const bound = new ClientBound(2);
  const first = bound.take('a');
  expect([bound.take('a'), bound.take('b')]).not.toContain(undefined);
  expect(bound.take('a')).toBeUndefined();
  first?.();
  expect(bound.take('a')).toBeDefined();
  expect(bound.take('a')).toBeUndefined();
});

it('tells the clients of one token apart by their addresses, and those of an address by their tokens', () => {
  const access = { role: 'viewer' } as const;
  const names = [
    clientOf({ access, remoteAddress: '10.0.0.1' }),
    clientOf({ access: { ...access, tokenId: 't' }, remoteAddress: '10.0.0.1' }),
    clientOf({ access: { ...access, tokenId: 't' }, remoteAddress: '10.0.0.2' }),
  ];
  expect(new Set(names).size).toBe(3);
});
