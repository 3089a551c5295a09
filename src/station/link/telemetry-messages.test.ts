import { expect, test } from 'vitest';
import { type StationMessage, stationMessageSchema } from '#contracts/link';
import type { Telemetry } from '#core/telemetry/telemetry';
import { Hub } from '../hub/hub';
import { TelemetryMessages } from './telemetry-messages';

function telling() {
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  const viewer = () => {
    const messages = new TelemetryMessages(stream);
    return {
      restart: () => messages.restart(),
      next: (values: Telemetry, receiveUs = 1) => messages.next(values, receiveUs),
    };
  };
  return viewer;
}

const read = (text: string): StationMessage => stationMessageSchema.parse(JSON.parse(text));

test('a viewer is told all once, and then what changed', () => {
  const { next, restart } = telling()();
  const [first, second, third] = [
    { rollDeg: 1, mode: 'Loiter' },
    { rollDeg: 2, mode: 'Loiter' },
    { rollDeg: 2, batteryV: 12 },
  ] as const;
  expect(read(next(first))).toEqual({ type: 'telemetry', stream: 'cam', receiveUs: 1, values: first });
  expect(read(next(second, 2))).toMatchObject({ receiveUs: 2, values: { rollDeg: 2 }, gone: [] });
  expect(read(next(third))).toMatchObject({ values: { batteryV: 12 }, gone: ['mode'] });
  expect(read(next(third, 9))).toMatchObject({ receiveUs: 9, values: {}, gone: [] });
  restart();
  expect(read(next(third))).toEqual({ type: 'telemetry', stream: 'cam', receiveUs: 1, values: third });
});

test('what is the same for all is written once, and a newcomer is told all', () => {
  const viewer = telling();
  const [one, other] = [viewer(), viewer()];
  const [first, second] = [{ rollDeg: 1 }, { rollDeg: 2 }];
  expect(one.next(first)).toBe(other.next(first));
  expect(one.next(second)).toBe(other.next(second));
  expect(read(viewer().next(second))).toMatchObject({ values: { rollDeg: 2 } });
  expect(read(viewer().next(second))).not.toHaveProperty('gone');
});
