import { describe, expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { formatElapsed, newAlarm, recSign } from './rec-state';

const recording = { state: 'recording', stream: 's', sinceUs: 0, bytes: 1, lost: 0 } as const;
const failed = {
  state: 'failed',
  stream: 's',
  message: verbatim('Recording stopped: the disk is full.'),
  tip: verbatim('x'),
} as const;

describe('the sign of a recording', () => {
  it('says for how long, and what was lost, in words', () => {
    expect(inWords(recSign(recording, 67_900))).toMatchObject({
      kind: 'recording',
      words: 'REC 01:07',
      label: 'Recording',
    });
    expect(inWords(recSign({ ...recording, lost: 3 }, undefined).words)).toBe('REC, 3 lost');
    expect(formatElapsed(3_607_000)).toBe('1:00:07');
  });

  it('says that nothing is recorded yet where nothing came', () => {
    expect(inWords(recSign({ ...recording, bytes: 0 }, 9000))).toMatchObject({
      words: 'REC waits for a picture',
      glyph: '○',
    });
  });

  it('has another shape and other words where it failed', () => {
    expect(inWords(recSign(failed, 0))).toMatchObject({ kind: 'failed', glyph: '▲', words: 'REC stopped' });
  });

  it('alarms once', () => {
    expect(newAlarm({ streams: [recording] }, { streams: [failed] })).toBe(failed);
    expect(newAlarm({ streams: [failed] }, { streams: [failed] })).toBeUndefined();
    expect(newAlarm(undefined, { streams: [recording] })).toBeUndefined();
  });

  it('alarms once where it goes on as another file', () => {
    const notice = { message: verbatim('It is gone.'), tip: verbatim('x') };
    const moved = { ...recording, notice };
    expect(newAlarm({ streams: [recording] }, { streams: [moved] })).toBe(notice);
    expect(newAlarm({ streams: [moved] }, { streams: [{ ...moved, bytes: 99 }] })).toBeUndefined();
    expect(newAlarm({ streams: [moved] }, { streams: [{ ...recording, stream: 't' }] })).toBeUndefined();
  });
});
