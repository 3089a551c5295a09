import { expect, it } from 'vitest';
import { encodeMessage } from './encode';
import { MavlinkLink } from './link';
import { knownIdOf } from './messages/table';
import { RateRequests } from './rate-requests';

it.each([
  [undefined, 10],
  [5, 10],
  [50, 50],
])('asks for attitudes as often as they are wanted: %s a second', (wanted, hz) => {
  const link = new MavlinkLink({ onTelemetry: () => undefined });
  const { push } = link.open();
  const heartbeat = (seq: number) =>
    encodeMessage('HEARTBEAT', { type: 2, autopilot: 12 }, { version: 2, system: 1, component: 1, seq });
  const requests = new RateRequests(wanted);
  for (let second = 0; second < 3; second++) {
    push(heartbeat(second), second * 1e6);
    expect(requests.due(link.vehicle, second * 1e6).length > 0).toBe(second === 2);
  }
  const asked = new RateRequests(wanted);
  asked.due(link.vehicle, 2e6);
  const attitude = asked
    .due(link.vehicle, 4e6)
    .find(({ name, values }) => name === 'COMMAND_LONG' && values.param1 === knownIdOf('ATTITUDE'));
  expect(attitude?.values).toMatchObject({ param2: 1e6 / hz });
});
