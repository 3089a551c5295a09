import { describe, expect, it } from 'vitest';
import { type AccessUnit, asBeginning, type Entry, isEntry, isRightAtOnce } from './access-unit';
import { DeliveryQueue } from './delivery-queue';
import { PictureGroup } from './picture-group';

/** A picture whose receive time is its number. */
const unit = (number: number, entry?: Entry, codec: 'h264' | 'h265' = 'h264'): AccessUnit => ({
  data: new Uint8Array(1),
  codec,
  key: entry === 'idr',
  receiveUs: number,
  ...(entry && { entry }),
});
const numbers = (units: readonly AccessUnit[]) => units.map(({ receiveUs }) => receiveUs);

describe('an entry', () => {
  it('is an IDR picture, or of H.264 a recovery point', () => {
    expect([unit(0, 'idr'), unit(0, { recovery: 7 }), unit(0)].map(isEntry)).toEqual([true, true, false]);
    expect(isEntry(unit(0, { recovery: 0 }, 'h265'))).toBe(false);
    expect([unit(0, 'idr'), unit(0, { recovery: 0 }), unit(0, { recovery: 7 })].map(isRightAtOnce)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('says that it begins, unless everything begins with it anyway', () => {
    const idr = unit(0, 'idr');
    expect(asBeginning(idr)).toBe(idr);
    expect(asBeginning(unit(0, { recovery: 7 }))).toMatchObject({ afterLoss: true });
  });
});

describe('the group of a stream without IDR pictures', () => {
  const pushed = (units: readonly AccessUnit[], limits?: ConstructorParameters<typeof PictureGroup>[0]) => {
    const group = new PictureGroup(limits);
    for (const each of units) group.push(each);
    return group.pictures;
  };

  it('begins with the last I picture that is an entry', () => {
    const pictures = pushed([unit(0), unit(1, { recovery: 0 }), unit(2), unit(3, { recovery: 0 }), unit(4)]);
    expect(numbers(pictures)).toEqual([3, 4]);
    expect(pictures[0]?.afterLoss).toBe(true);
  });

  it('begins with the last entry of an intra refresh whose count has passed', () => {
    const refresh = Array.from({ length: 25 }, (_, n) => unit(n, n % 10 === 0 ? { recovery: 8 } : undefined));
    expect(numbers(pushed(refresh.slice(0, 18)))[0]).toBe(0);
    expect(numbers(pushed(refresh.slice(0, 19)))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(numbers(pushed(refresh))[0]).toBe(10);
  });

  it('goes on from a later entry where it outgrows its limits', () => {
    const units = [unit(0, 'idr'), unit(1), unit(2, { recovery: 60 }), unit(3), unit(4)];
    expect(numbers(pushed(units, { pictures: 4, bytes: 1000 }))).toEqual([2, 3, 4]);
  });

  it('begins anew at an entry behind a loss', () => {
    const units = [unit(0, 'idr'), unit(1), asBeginning(unit(5, { recovery: 60 })), unit(6)];
    expect(numbers(pushed(units))).toEqual([5, 6]);
  });
});

describe('the queue of a slow subscriber', () => {
  const subscriber = () => {
    const sent: AccessUnit[] = [];
    return { sent, queue: new DeliveryQueue((each) => sent.push(each), { window: 2, pictures: 4, bytes: 1000 }) };
  };

  it('goes to an I picture that is an entry, and says that it begins there', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 5; n++) queue.offer(unit(n, n === 0 ? 'idr' : undefined));
    queue.offer(unit(5, { recovery: 0 }));
    queue.acknowledge(2);
    expect(numbers(sent)).toEqual([0, 1, 5]);
    expect(sent[2]?.afterLoss).toBe(true);
  });

  it('keeps what waits where an entry would be right only later, and goes on there once it is full', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 5; n++) queue.offer(unit(n, n === 0 ? 'idr' : undefined));
    queue.offer(unit(5, { recovery: 9 }));
    for (let n = 6; n < 8; n++) queue.offer(unit(n));
    queue.offer(unit(8, { recovery: 9 }));
    queue.acknowledge(2);
    expect(numbers(sent)).toEqual([0, 1, 8]);
    expect(sent.map(({ afterLoss }) => afterLoss === true)).toEqual([false, false, true]);
    expect(queue.drops).toEqual({ overtaken: 0, overflow: 4, waitingForKey: 2 });
  });

  it('says nothing of a beginning to one that keeps up', () => {
    const { queue, sent } = subscriber();
    for (const [n, entry] of (['idr', undefined, { recovery: 0 }, undefined] as const).entries()) {
      queue.offer(unit(n, entry));
      queue.acknowledge(1);
    }
    expect(numbers(sent)).toEqual([0, 1, 2, 3]);
    expect(sent.some(({ afterLoss }) => afterLoss)).toBe(false);
  });
});
