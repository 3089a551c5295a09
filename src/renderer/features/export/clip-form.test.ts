import { describe, expect, it } from 'vitest';
import { type ExportsState, exportSpecSchema } from '#contracts/exports';
import { inWords } from '#core/texts/fixtures/in-words';
import { type ClipForm, type ClipKind, heightsFor, outputOf, placeOf, problemOf, USUAL_FORM } from './clip-form';

const S = 1e6;
const range = { fromUs: 100 * S, toUs: 110 * S };
const station: ExportsState = { isOpen: true, canReencode: true, mayChange: true, canShow: false, jobs: [] };
const form = (kind: ClipKind, video: Partial<ClipForm['video']> = {}): ClipForm => ({
  ...USUAL_FORM,
  kind,
  video: { ...USUAL_FORM.video, ...video },
});

describe('what is chosen in the dialog', () => {
  it('is a lossless clip, unless something else is wanted', () => {
    expect(outputOf(USUAL_FORM)).toEqual({ kind: 'lossless' });
  });

  it.each(['lossless', 'reencode', 'gif', 'webp'] as const)('is a specification that the station knows: %s', (kind) => {
    const spec = { source: { from: 'stream', stream: 's' }, ...range, output: outputOf(form(kind)) };
    expect(exportSpecSchema.safeParse(spec).success).toBe(true);
  });

  it('keeps each picture’s own time or makes a rate, by quality or by bits', () => {
    expect(outputOf(form('reencode'))).toEqual({
      kind: 'reencode',
      overlay: true,
      height: 'original',
      rate: { quality: 'good' },
    });
    expect(outputOf(form('reencode', { fps: 25, height: 720, quality: 'bits', kilobits: 2000 }))).toEqual({
      kind: 'reencode',
      overlay: true,
      height: 720,
      fps: 25,
      rate: { kilobitsPerSecond: 2000 },
    });
  });

  it('never enlarges a picture', () => {
    expect(heightsFor({ width: 1280, height: 720 })).toEqual(['original', 480]);
    expect(heightsFor(undefined)).toEqual(['original', 1080, 720, 480]);
  });

  it('is made by the station, or in this window where that cannot or may not', () => {
    const place = (kind: ClipKind, change = {}) => placeOf(form(kind), { ...station, ...change });
    expect([place('lossless'), place('reencode')]).toEqual(['station', 'station']);
    const without = { canReencode: false };
    expect([place('lossless', without), place('gif', without)]).toEqual(['station', 'window']);
    expect(place('lossless', { mayChange: false })).toBe('window');
  });

  it('has its limits said before it begins', () => {
    const problem = (kind: ClipKind, change = {}, length = 10, video = {}) =>
      inWords(problemOf(form(kind, video), { fromUs: 0, toUs: length * S }, { ...station, ...change })?.message);
    expect(problem('lossless')).toBeUndefined();
    expect(problem('lossless', {}, 3600)).toBeUndefined();
    expect(problem('gif', {}, 30)).toBeUndefined();
    expect(problem('gif', {}, 272)).toBe('A GIF is no longer than 30 s; this is 4:32.0.');
    expect(problem('reencode', {}, 10, { quality: 'bits', kilobits: Number.NaN })).toContain('bit rate');
    expect(problem('lossless', { isOpen: false })).toContain('makes no clips');
    expect(problem('lossless', {}, 0)).toContain('no picture');
  });
});
