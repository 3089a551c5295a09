import { describe, expect, it, vi } from 'vitest';
import { Approvals } from './approvals';

const ann = { kind: 'phone', name: 'Ann', address: '192.0.2.1' } as const;
const never = new AbortController().signal;

describe('an applicant', () => {
  it.each([true, false])('gets the answer that a person gives: %s', async (allow) => {
    const approvals = new Approvals();
    const told = vi.fn();
    approvals.onChange(told);
    const answer = approvals.ask(ann, never);
    expect(approvals.pending).toEqual([{ ...ann, id: 1 }]);
    approvals.answer(1, allow);
    approvals.answer(1, !allow);
    await expect(answer).resolves.toBe(allow);
    expect(approvals.pending).toEqual([]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('that goes away waits no more', async () => {
    const approvals = new Approvals();
    const gone = new AbortController();
    const answer = approvals.ask(ann, gone.signal);
    gone.abort();
    await expect(answer).resolves.toBeUndefined();
    expect(approvals.pending).toEqual([]);
  });

  it('is not let in by silence', async () => {
    const approvals = new Approvals({ patienceMs: 1 });
    await expect(approvals.ask(ann, never)).resolves.toBeUndefined();
  });

  it('beyond what a person can look through is not asked about', async () => {
    const approvals = new Approvals({ most: 1 });
    const first = approvals.ask(ann, never);
    await expect(approvals.ask(ann, never)).resolves.toBeUndefined();
    approvals.close();
    await expect(first).resolves.toBeUndefined();
  });
});
