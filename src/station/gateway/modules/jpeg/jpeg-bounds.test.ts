import { expect, it } from 'vitest';
import { Hub } from '../../../hub/hub';
import { NamedStreams } from './named-streams';
import { RequestLimit } from './request-limit';

it('gives out a hundred names, and another where one is ended', () => {
  const hub = new Hub();
  hub.add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  const streams = new NamedStreams(hub);
  const made = Array.from({ length: 100 }, () => streams.make(0, 'low'));
  expect(made.filter((each) => typeof each === 'string')).toEqual([]);
  expect(streams.make(0, 'low')).toEqual(expect.stringContaining('100'));
  const [first] = made;
  if (typeof first === 'object') first.end?.();
  expect(typeof streams.make(0, 'low')).toBe('object');
  streams.close();
});

it('counts a thousand addresses, and forgets the one known longest', () => {
  const limit = new RequestLimit();
  for (let n = 0; n < 101; n++) limit.waitS('first', 0);
  for (let n = 0; n < 999; n++) limit.waitS(`other ${n}`, 0);
  expect(limit.waitS('first', 0)).toBe(60);
  limit.waitS('more', 0);
  expect(limit.waitS('first', 0)).toBe(0);
});
