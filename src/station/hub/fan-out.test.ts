import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { FanOut } from './fan-out';

const unit = (number: number, key = false): AccessUnit => ({
  data: new Uint8Array(1),
  codec: 'h264',
  key,
  receiveUs: number,
});

describe('a fan-out', () => {
  it('is a pipe by itself: a newcomer gets the group, and after a break nothing before a key picture', () => {
    const pipe = new FanOut();
    for (let n = 0; n < 4; n++) pipe.publish(unit(n, n === 1));
    const got: number[] = [];
    const leave = pipe.subscribe({ picture: ({ receiveUs }) => got.push(receiveUs) });
    pipe.broke();
    pipe.publish(unit(4));
    pipe.publish(unit(5, true));
    leave();
    pipe.publish(unit(6));
    expect(got).toEqual([1, 2, 3, 5]);
    expect(pipe.droppedBeforeKey).toBe(2);
  });

  it('gives each what it has a method for, taps after all subscribers', () => {
    const pipe = new FanOut();
    const order: string[] = [];
    pipe.tap({ picture: () => order.push('tap'), telemetry: () => order.push('tap: telemetry') });
    pipe.subscribe({});
    pipe.subscribe({ picture: () => order.push('subscriber') });
    pipe.publish(unit(0, true));
    pipe.giveTelemetry({}, 0);
    expect(order).toEqual(['subscriber', 'tap', 'tap: telemetry']);
  });

  it('counts what its subscribers lost, those who have left among them', () => {
    const pipe = new FanOut();
    const leave = pipe.subscribe({ drops: { overtaken: 1, overflow: 2, waitingForKey: 3 } });
    pipe.subscribe({ drops: { overtaken: 10, overflow: 0, waitingForKey: 0 } });
    leave();
    leave();
    expect(pipe.deliveryDrops).toEqual({ overtaken: 11, overflow: 2, waitingForKey: 3 });
  });
});
