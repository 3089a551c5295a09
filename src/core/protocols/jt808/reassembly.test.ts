import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../byte-budget';
import type { Jt808Frame } from './frame';
import { Jt808Reassembly } from './reassembly';

const LIMITS = { messages: 2, parts: 4, bytes: 100, timeoutUs: 1000, askUs: 300, asks: 2 };

function part(index: number, total: number, serial: number, bytes = 10): Jt808Frame {
  const header = { id: 0x1205, encryption: 0, reserved: 0, edition: 2013, phone: '1', serial } as const;
  return { header: { ...header, part: { total, index } }, body: new Uint8Array(bytes).fill(index) };
}

/** Takes them one after the other, a µs apart. */
function takenBy(reassembly: Jt808Reassembly, ...frames: readonly Jt808Frame[]) {
  return frames.map((frame, nowUs) => {
    const taken = reassembly.take(frame, nowUs);
    return taken.kind === 'whole' ? [...new Set(taken.body)].join('') : taken.kind === 'fault' ? taken.fault : '';
  });
}

describe('a split message', () => {
  const reassembly = (budget = new ByteBudget(1000)) => new Jt808Reassembly(budget, LIMITS);

  it('is whole with its last part, in whatever order, once', () => {
    expect(takenBy(reassembly(), part(2, 3, 8), part(2, 3, 8), part(3, 3, 9), part(1, 3, 7))).toEqual([
      '',
      '',
      '',
      '123',
    ]);
  });

  it('is one frame where it says that it has one part', () => {
    expect(takenBy(reassembly(), part(1, 1, 7))).toEqual(['1']);
  });

  it('counts its serials over their wrap', () => {
    expect(takenBy(reassembly(), part(1, 2, 0xffff), part(2, 2, 0))).toEqual(['', '12']);
  });

  it('is never mixed with the next of its id', () => {
    expect(takenBy(reassembly(), part(1, 2, 1), part(2, 2, 12), part(1, 2, 11), part(2, 2, 2))).toEqual([
      '',
      '',
      '12',
      '12',
    ]);
  });

  it('tells which of its parts are to be asked for, a few times, until it is given up', () => {
    const one = reassembly();
    one.take(part(2, 4, 8), 0);
    one.take(part(4, 4, 10), 100);
    const missing = [{ id: 0x1205, firstSerial: 7, missing: [1, 3] }];
    expect([one.overdue(399), one.overdue(400), one.overdue(699), one.overdue(700), one.overdue(1000)]).toEqual([
      [],
      missing,
      [],
      missing,
      [],
    ]);
    expect(one.isWaiting).toBe(true);
    expect(one.expire(1100)).toEqual(missing);
    expect(one.isWaiting).toBe(false);
  });

  it('is whole with a part that was asked for', () => {
    const one = reassembly();
    one.take(part(1, 2, 7), 0);
    expect(one.overdue(300)).toHaveLength(1);
    expect(one.take(part(2, 2, 8), 301)).toMatchObject({ kind: 'whole' });
    expect(one.overdue(1000)).toEqual([]);
  });

  it('of too many parts is refused', () => {
    expect(takenBy(reassembly(), part(1, 5, 1))).toEqual(['too-many-parts']);
  });

  it('of too many bytes is given up, and gives its room back', () => {
    const budget = new ByteBudget(100);
    expect(takenBy(reassembly(budget), part(1, 2, 1, 60), part(2, 2, 2, 60))).toEqual(['', 'too-many-bytes']);
    expect(budget.take(100)).toBe(true);
  });

  it('makes way for a newer one where there are too many, or too many bytes', () => {
    const tooMany = takenBy(reassembly(), part(1, 2, 1), part(1, 2, 11), part(1, 2, 21), part(2, 2, 2), part(2, 2, 22));
    expect(tooMany).toEqual(['', '', '', '', '12']);
    const tooLong = takenBy(reassembly(), part(1, 2, 1, 60), part(1, 2, 11, 50), part(2, 2, 12, 50), part(2, 2, 2, 60));
    expect(tooLong).toEqual(['', '', '12', '']);
  });

  it('is given up once nothing of it has come for a while, and says what was missing', () => {
    const budget = new ByteBudget(100);
    const waiting = reassembly(budget);
    takenBy(waiting, part(2, 3, 8));
    expect(waiting.expire(999)).toEqual([]);
    expect(waiting.expire(1000)).toEqual([{ id: 0x1205, firstSerial: 7, missing: [1, 3] }]);
    expect(waiting.expire(5000)).toEqual([]);
    expect(budget.take(100)).toBe(true);
  });

  it('shares the room of all connections, until they end', () => {
    const budget = new ByteBudget(100);
    const [one, other] = [reassembly(budget), reassembly(budget)];
    expect(takenBy(one, part(1, 2, 1, 60))).toEqual(['']);
    expect(takenBy(other, part(1, 2, 1, 60))).toEqual(['too-many-bytes']);
    one.clear();
    expect(takenBy(other, part(1, 2, 1, 60))).toEqual(['']);
  });
});
