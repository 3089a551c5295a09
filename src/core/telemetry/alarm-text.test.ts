import { describe, expect, it } from 'vitest';
import { ALARMS, VIDEO_ALARMS } from '../protocols/jt808/alarms';
import { english } from '../texts/english';
import { alarmText } from './alarm-text';

describe('an alarm', () => {
  it('is said in words, each that a terminal can raise', () => {
    expect(english(alarmText('gnssAntennaOpen'))).toBe('GNSS antenna open');
    for (const alarm of [...ALARMS, ...VIDEO_ALARMS]) expect(alarmText(alarm).id).toBe(`alarm.${alarm}`);
  });

  it('that is not known is shown as it was sent', () => {
    expect(english(alarmText('Overspeed of old'))).toBe('Overspeed of old');
    expect(english(alarmText('toString'))).toBe('toString');
  });
});
