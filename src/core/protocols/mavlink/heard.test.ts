import { describe, expect, it } from 'vitest';
import { encodeMessage, type Writable } from './encode';
import { heardOn, MAX_HEARD } from './heard';
import { MavlinkLink } from './link';
import type { MessageName } from './messages/table';

const COPTER = { type: 2, autopilot: 3 };
const GIMBAL = { type: 26, autopilot: 8 };
const KIND = 'Quadrotor, ArduPilot';

function listening(system?: number) {
  const link = new MavlinkLink({ system, onTelemetry: () => undefined });
  const { push } = link.open();
  const hear = <N extends MessageName>(system: number, name: N, values: Writable<N>, atUs = 0, component = 1) =>
    push(encodeMessage(name, values, { version: 2, system, component, seq: 0 }), atUs);
  return { link, hear };
}

describe('who is on a link', () => {
  it('is nobody at first, and the one that is heard by itself', () => {
    const { link, hear } = listening();
    expect(heardOn(link, undefined, 0)).toEqual({ vehicles: [] });
    hear(7, 'HEARTBEAT', GIMBAL, 0, 154);
    expect(heardOn(link, undefined, 0)).toEqual({ vehicles: [] });
    hear(7, 'HEARTBEAT', COPTER);
    expect(heardOn(link, undefined, 0)).toEqual({ vehicles: [{ system: 7, kind: KIND }], shown: 7 });
  });

  it('stays the one that was first, though the other’s gimbal was heard before, and when it is silent', () => {
    const { link, hear } = listening();
    hear(1, 'HEARTBEAT', GIMBAL, 0, 154);
    hear(2, 'HEARTBEAT', COPTER);
    hear(2, 'ATTITUDE', { roll: 0.1 });
    hear(1, 'HEARTBEAT', COPTER, 6_000_000);
    hear(1, 'ATTITUDE', { roll: 1 }, 6_000_000);
    expect(link.board.telemetry(1).rollDeg).toBeCloseTo(5.73);
    expect(heardOn(link, undefined, 6_000_000)).toEqual({
      vehicles: [
        { system: 2, kind: KIND, silent: true },
        { system: 1, kind: KIND },
      ],
      shown: 2,
    });
  });

  it('is the chosen one, with nothing left of the other, and by itself again', () => {
    const { link, hear } = listening();
    hear(1, 'HEARTBEAT', COPTER);
    hear(1, 'ATTITUDE', { roll: 0.1 });
    hear(2, 'HEARTBEAT', COPTER);
    link.choose(2);
    expect(link.board.telemetry(1)).toEqual({});
    hear(1, 'ATTITUDE', { roll: 0.1 });
    hear(2, 'ATTITUDE', { roll: 0.2 });
    expect(link.board.telemetry(1).rollDeg).toBeCloseTo(11.46);
    expect(heardOn(link, 'person', 0)).toMatchObject({
      shown: 2,
      by: 'person',
      vehicles: [{ system: 2 }, { system: 1 }],
    });
    link.choose(2);
    expect(link.board.telemetry(1).rollDeg).toBeCloseTo(11.46);
    link.choose(undefined);
    expect(heardOn(link, 'person', 0)).toMatchObject({ shown: 1 });
    expect(heardOn(link, 'person', 0).by).toBeUndefined();
  });

  it('is the one that is wanted and not heard: no other is shown instead', () => {
    const { link, hear } = listening(9);
    hear(1, 'HEARTBEAT', COPTER);
    hear(1, 'ATTITUDE', { roll: 0.1 });
    expect(link.board.telemetry(1)).toEqual({});
    expect(heardOn(link, 'address', 0)).toEqual({ vehicles: [{ system: 1, kind: KIND }], shown: 9, by: 'address' });
  });

  it('is bounded', () => {
    const { link, hear } = listening(30);
    for (let system = 1; system < 40; system++) hear(system, 'HEARTBEAT', COPTER);
    const { vehicles } = heardOn(link, 'address', 0);
    expect(vehicles).toHaveLength(MAX_HEARD);
    expect(vehicles[0]).toEqual({ system: 30, kind: KIND });
  });
});
