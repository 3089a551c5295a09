import { expect, it } from 'vitest';
import { english } from '../texts/english';
import { text, verbatim } from '../texts/text';
import { inspectionText } from './inspection-text';

it('is a line for each fact, and what to change marked', () => {
  const rows = [{ label: text('inspection.format'), value: verbatim('avc1.42c01f 640x480') }];
  const sections = [
    { title: text('inspection.video'), rows, advice: [text('inspection.noMavlink')] },
    { title: text('inspection.mavlink'), rows: [], advice: [] },
  ];
  const [video, format, advice, , mavlink] = inspectionText(sections, english).split('\n');
  expect([video, format, mavlink]).toEqual(['Video', '  Format: avc1.42c01f 640x480', 'MAVLink']);
  expect(advice).toMatch(/^ {2}! No packet/);
});
