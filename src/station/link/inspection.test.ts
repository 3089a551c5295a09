import { expect, it } from 'vitest';
import { sendersSection } from '#core/inspection/senders';
import { Hub } from '../hub/hub';
import { openTestLink } from './fixtures/test-link';
import { inspectionHandler } from './topics/inspection';

it.each([true, false])('who sends from where is told to those alone who may change things: %s', (mayChange) => {
  const hub = new Hub();
  const stream = hub.add({ id: 's', name: 's', kind: 'mavlink', video: '', telemetry: 'udp 0.0.0.0:14550' });
  const senders = sendersSection([{ address: 'udp 192.0.2.7:14555', packets: 3, systems: [1] }]);
  stream.setInspector('telemetry', ({ seesAddresses }) => (seesAddresses ? senders : []));
  const { ask, messages } = openTestLink({ topics: [inspectionHandler], rights: { mayChange }, hub });
  ask({ type: 'inspect', stream: 's' });
  expect(messages).toHaveLength(1);
  expect(JSON.stringify(messages).includes('192.0.2.7')).toBe(mayChange);
});
