import { describe, expect, it } from 'vitest';
import { failureOf } from './failure';

const systemError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

describe('the cause of a socket error', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENOTFOUND', 'not-found'],
    ['ETIMEDOUT', 'timed-out'],
    ['ECONNRESET', 'closed'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
    ['EACCES', 'error'],
  ])('of %s is %s', (code, cause) => {
    expect(failureOf(systemError(code), 'pi:8000')).toEqual({ cause, detail: `${code} pi:8000` });
  });

  it('is that of the first address where several were tried', () => {
    const error = new AggregateError([systemError('EHOSTUNREACH'), systemError('ECONNREFUSED')]);
    expect(failureOf(error, 'pi:8000').cause).toBe('unreachable');
  });

  it('is that of the error behind an error', () => {
    expect(failureOf(new Error('fetch failed', { cause: systemError('ECONNREFUSED') }), 'pi:1').cause).toBe('refused');
  });

  it('is told in one short line of text, whatever the peer wrote', () => {
    const { detail } = failureOf(new Error(`Parse Error: \u001b[2J\r\n${'x'.repeat(1000)}`), 'pi:8000');
    expect(detail).toMatch(/^Parse Error: \[2J x+$/);
    expect(detail.length).toBeLessThanOrEqual(300);
  });
});
