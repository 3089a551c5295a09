import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../../log';
import { SummedLog } from './summed-log';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const lines: string[] = [];
  const log = new SummedLog(createLog('debug', (line) => lines.push(line)));
  return { log, lines };
}

it('says what happens again and again in one line a second, with its count and from whom last', () => {
  const { log, lines } = open();
  for (let n = 0; n < 1000; n++) log.note('garbage', `10.0.0.${n % 10}`);
  log.note('datagram lost', 'port 1', 40);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(lines).toEqual([
    expect.stringMatching(/ warn jt: garbage \(1000, last from 10\.0\.0\.9\); datagram lost \(40, last from port 1\)$/),
  ]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  expect(log.total).toBe(1040);
});

it('tells few kinds apart, however many a stranger thinks of, and counts all', () => {
  const { log, lines } = open();
  for (let n = 0; n < 10_000; n++) log.note(`kind ${n}`, 'somebody');
  log.tell();
  expect(lines[0]?.match(/kind/g)).toHaveLength(50);
  expect(log.total).toBe(10_000);
});
