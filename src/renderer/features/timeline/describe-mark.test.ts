import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { describeMark } from './describe-mark';

const atUs = new Date(2026, 10, 21, 14, 3, 41).getTime() * 1000;

describe('what is said of a mark', () => {
  it('tells when, of how many streams, and whether it is recorded', () => {
    expect(english(describeMark({ atUs, streams: 1, recordings: 0 }))).toBe('Marked 14:03:41');
    expect(english(describeMark({ atUs, streams: 1, recordings: 1 }))).toBe('Marked 14:03:41, in the recording too');
    expect(english(describeMark({ atUs, streams: 3, recordings: 0 }))).toBe('Marked 14:03:41 in 3 streams');
    expect(english(describeMark({ atUs, streams: 3, recordings: 1 }))).toBe(
      'Marked 14:03:41 in 3 streams, in a recording too',
    );
    expect(english(describeMark({ atUs, streams: 3, recordings: 2 }))).toBe(
      'Marked 14:03:41 in 3 streams, in 2 recordings too',
    );
  });
});
