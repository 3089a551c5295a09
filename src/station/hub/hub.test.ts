import { expect, it } from 'vitest';
import { Hub } from './hub';

const info = (id: string) => ({ id, name: id, kind: 'push', video: '', telemetry: '' }) as const;

it('numbers a stream as no other that is there, listed or not, and a number again as late as can be', () => {
  const hub = new Hub();
  const [first, second, playing] = [hub.add(info('a')), hub.add(info('b')), hub.addUnlisted(info('c'))];
  expect([first, second, playing].map((stream) => stream.info.number)).toEqual([0, 1, 2]);
  hub.remove('a');
  expect(hub.add(info('a')).info.number).toBe(3);
});
