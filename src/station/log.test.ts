import { expect, it } from 'vitest';
import { createLog } from './log';

it('writes what is as grave as its level, a line each', () => {
  const lines: string[] = [];
  const log = createLog('warn', (line) => lines.push(line));
  log.error('one');
  log.warn('two');
  log.info('three');
  expect(lines).toEqual([expect.stringMatching(/^\S+Z error one$/), expect.stringMatching(/ warn two$/)]);
});

it('writes no control character that came with a message, so that nobody steers the terminal', () => {
  const lines: string[] = [];
  createLog('debug', (line) => lines.push(line)).debug('bad \u001b]0;title\u0007\nfake error line\u009b2J');
  expect(lines).toEqual([expect.stringMatching(/ debug bad ]0;title fake error line2J$/)]);
});
