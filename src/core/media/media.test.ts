import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from './access-unit';
import { backOffMs } from './back-off';
import { ClockOffset } from './clock-offset';
import { KeyGate } from './key-gate';
import { PictureGroup } from './picture-group';
import { Rate } from './rate';

const unit = (key: boolean, size = 1): AccessUnit => ({ data: new Uint8Array(size), codec: 'h264', key, receiveUs: 0 });

describe('the pictures since the last key picture', () => {
  it('begin with a key picture and end with the newest', () => {
    const group = new PictureGroup();
    const pictures = [unit(false), unit(true), unit(false), unit(true), unit(false), unit(false)];
    for (const picture of pictures) group.push(picture);
    expect(group.pictures).toEqual(pictures.slice(3));
  });

  it.each([
    ['pictures', { pictures: 3, bytes: 1000 }, 1],
    ['bytes', { pictures: 100, bytes: 30 }, 10],
  ])('are let go of when there are too many %s, until the next key picture', (_, limits, size) => {
    const group = new PictureGroup(limits);
    group.push(unit(true, size));
    for (let i = 0; i < 3; i++) group.push(unit(false, size));
    expect(group.pictures).toEqual([]);
    group.push(unit(true, size));
    expect(group.pictures).toHaveLength(1);
  });
});

describe('a key gate', () => {
  it('opens at a key picture, shuts at a loss, and counts what it refuses', () => {
    const gate = new KeyGate();
    expect(gate.admit(false, true)).toBe(false);
    expect(gate.admit(true, true)).toBe(true);
    expect(gate.admit(false, true)).toBe(true);
    expect(gate.admit(false, false)).toBe(false);
    expect(gate.admit(false, true)).toBe(false);
    expect(gate.admit(true, false)).toBe(false);
    expect(gate.admit(true, true)).toBe(true);
    gate.shut();
    expect(gate.admit(false, true)).toBe(false);
    expect(gate.dropped).toBe(5);
  });
});

describe('a rate', () => {
  it('is the sum over the last second', () => {
    const rate = new Rate();
    for (let frame = 0; frame < 90; frame++) rate.add(1, 5e6 + (frame * 1e6) / 30);
    expect(rate.perSecond(5e6 + (89 * 1e6) / 30)).toBeGreaterThanOrEqual(28);
    expect(rate.perSecond(5e6 + (89 * 1e6) / 30)).toBeLessThanOrEqual(31);
    expect(rate.perSecond(60e6)).toBe(0);
  });
});

describe('a clock offset', () => {
  it('comes from the probe with the shortest round trip', () => {
    const clock = new ClockOffset();
    clock.add({ sentUs: 1000, theirsUs: 51_900, receivedUs: 3000 });
    clock.add({ sentUs: 4000, theirsUs: 54_100, receivedUs: 4200 });
    clock.add({ sentUs: 5000, theirsUs: 60_000, receivedUs: 9000 });
    expect(clock.offsetUs).toBe(50_000);
    expect(clock.uncertaintyUs).toBe(100);
    expect(clock.toOurs(60_000)).toBe(10_000);
  });

  it('errs by no more than half the round trip, however the delay is split', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.nat(1e5),
        fc.nat(1e5),
        fc.integer({ min: -1e9, max: 1e9 }),
        (at, there, back, offset) => {
          const clock = new ClockOffset();
          clock.add({ sentUs: at, theirsUs: at + there + offset, receivedUs: at + there + back });
          expect(Math.abs((clock.offsetUs ?? Number.NaN) - offset)).toBeLessThanOrEqual((there + back) / 2);
        },
      ),
    );
  });

  it('is unknown before the first probe, and ignores nonsense', () => {
    const clock = new ClockOffset();
    clock.add({ sentUs: 10, theirsUs: 5, receivedUs: 9 });
    clock.add({ sentUs: 10, theirsUs: Number.NaN, receivedUs: 12 });
    expect(clock.offsetUs).toBeUndefined();
    expect(clock.toOurs(5)).toBeUndefined();
  });
});

describe('the back-off', () => {
  it('doubles from a quarter of a second to five seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 500].map((failures) => backOffMs(failures, 0.5))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000, 5000,
    ]);
  });

  it('is spread by a fifth either way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const middle = backOffMs(failures, 0.5);
        expect(backOffMs(failures, random)).toBeGreaterThanOrEqual(middle * 0.8 - 1e-9);
        expect(backOffMs(failures, random)).toBeLessThanOrEqual(middle * 1.2 + 1e-9);
      }),
    );
  });
});
