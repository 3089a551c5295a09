import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from './access-unit';
import { DeliveryQueue } from './delivery-queue';

/** A picture whose receive time is its number. */
const unit = (number: number, key: boolean, size = 1): AccessUnit => ({
  data: new Uint8Array(size),
  codec: 'h264',
  key,
  receiveUs: number,
});

function subscriber(limits = { window: 2, pictures: 4, bytes: 1000 }) {
  const sent: number[] = [];
  const queue = new DeliveryQueue((picture) => sent.push(picture.receiveUs), limits);
  return { queue, sent };
}

describe("a subscriber's queue", () => {
  it('passes pictures straight through while the subscriber keeps up', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 20; n++) {
      queue.offer(unit(n, n === 0));
      queue.acknowledge(1);
    }
    expect(sent).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(queue.dropped).toBe(0);
  });

  it('keeps what does not fit the window, in order', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 5; n++) queue.offer(unit(n, n === 0));
    expect(sent).toEqual([0, 1]);
    queue.acknowledge(2);
    expect(sent).toEqual([0, 1, 2, 3]);
    queue.acknowledge(1);
    expect(sent).toEqual([0, 1, 2, 3, 4]);
  });

  it('is busy once most of its window is not acknowledged, and while anything waits', () => {
    const { queue } = subscriber({ window: 8, pictures: 4, bytes: 1000 });
    for (let n = 0; n < 6; n++) queue.offer(unit(n, n === 0));
    expect(queue.isBusy).toBe(false);
    for (let n = 6; n < 10; n++) queue.offer(unit(n, false));
    expect(queue.isBusy).toBe(true);
    queue.acknowledge(4);
    expect(queue.isBusy).toBe(false);
  });

  it('goes to the next key picture when that overtakes what waits', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 5; n++) queue.offer(unit(n, n === 0));
    queue.offer(unit(5, true));
    queue.acknowledge(2);
    expect(sent).toEqual([0, 1, 5]);
    expect(queue.dropped).toBe(3);
  });

  it('is thrown out when full, and goes on at the next key picture', () => {
    const { queue, sent } = subscriber();
    for (let n = 0; n < 9; n++) queue.offer(unit(n, n === 0));
    queue.acknowledge(2);
    expect(sent).toEqual([0, 1]);
    queue.offer(unit(9, false));
    queue.offer(unit(10, true));
    expect(sent).toEqual([0, 1, 10]);
    expect(queue.dropped).toBe(8);
  });

  it('never sends a picture whose predecessor was lost, whatever happens', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('offer' as const), key: fc.boolean(), size: fc.integer({ min: 1, max: 400 }) }),
        fc.record({ kind: fc.constant('ack' as const), pictures: fc.integer({ min: 1, max: 3 }) }),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const { queue, sent } = subscriber();
        const keys = new Set<number>();
        let number = 0;
        for (const step of list) {
          if (step.kind === 'ack') queue.acknowledge(step.pictures);
          else {
            if (step.key) keys.add(number);
            queue.offer(unit(number++, step.key, step.size));
          }
        }
        sent.forEach((picture, index) => {
          const continues = index > 0 && sent[index - 1] === picture - 1;
          expect(continues || keys.has(picture)).toBe(true);
        });
        expect(sent.length + queue.dropped).toBeGreaterThanOrEqual(number - 4);
      }),
    );
  });
});
