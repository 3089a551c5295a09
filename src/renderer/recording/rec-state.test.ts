import { describe, expect, it } from 'vitest';
import { formatElapsed, newFailure, recSign } from './rec-state';

const recording = { state: 'recording', stream: 's', sinceUs: 0, bytes: 1, lost: 0 } as const;
const failed = { state: 'failed', stream: 's', message: 'Recording stopped: the disk is full.', tip: 'x' } as const;

describe('the sign of a recording', () => {
  it('says for how long, and what was lost, in words', () => {
    expect(recSign(recording, 67_900)).toMatchObject({ kind: 'recording', words: 'REC 01:07', label: 'Recording' });
    expect(recSign({ ...recording, lost: 3 }, undefined).words).toBe('REC, 3 lost');
    expect(formatElapsed(3_607_000)).toBe('1:00:07');
  });

  it('has another shape and other words where it failed', () => {
    expect(recSign(failed, 0)).toMatchObject({ kind: 'failed', glyph: '▲', words: 'REC stopped' });
  });

  it('alarms once', () => {
    expect(newFailure({ streams: [recording] }, { streams: [failed] })).toBe(failed);
    expect(newFailure({ streams: [failed] }, { streams: [failed] })).toBeUndefined();
  });
});
