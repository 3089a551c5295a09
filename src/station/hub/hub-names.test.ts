import { expect, it } from 'vitest';
import { Hub } from './hub';

const info = (name: string) => ({ id: 'cam', name, kind: 'push', video: '', telemetry: '' }) as const;

it.each([
  ['Front\ncamera', 'Front camera'],
  ['\u202etoor\u202c', 'toor'],
  ['\u0007 ', 'cam'],
])('calls a stream that says it is %j %j', (said, name) => {
  const hub = new Hub();
  expect(hub.add(info(said)).info.name).toBe(name);
  hub.rename('cam', said);
  expect(hub.get('cam')?.info.name).toBe(name);
  expect(hub.addUnlisted({ ...info(said) }).info.name).toBe(name);
});
