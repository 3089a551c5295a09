import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { encodedPictures } from './fixtures/judge';
import { NOTHING_RECORDED, type RecordEffect, type RecordEvent, type RecordState, stepRecord } from './record-step';

const NO_BOUNDS = { us: 1e12, bytes: 1e12 };

let key: AccessUnit;
let delta: AccessUnit;
beforeAll(() => {
  const units = encodedPictures('h264', 3, 30).map((unit) => ({ ...unit, receiveUs: 0 }));
  key = units.find((unit) => unit.key)!;
  delta = units.find((unit) => !unit.key)!;
});

const sound = (sampleRateHz: number): AudioChunk => ({
  ...({ codec: 'pcm-s16le', channels: 1, receiveUs: 0 } as const),
  sampleRateHz,
  data: new Uint8Array(320),
});

/** Steps through events, and keeps what the last one had done. */
function machine(segment = NO_BOUNDS) {
  let state: RecordState = NOTHING_RECORDED;
  let effects: readonly RecordEffect[] = [];
  const step = (event: RecordEvent) => {
    ({ state, effects } = stepRecord(state, event, segment));
    return effects.map((effect) => effect.do);
  };
  const picture = (unit: AccessUnit, us: number, fileBytes = 0) =>
    step({ type: 'picture', unit, us, usualUs: undefined, fileBytes });
  return { step, picture, state: () => state, effects: () => effects };
}

describe('a step of recording', () => {
  it('begins a file with a key picture, and nothing before it', () => {
    const { step, picture, state } = machine();
    expect(picture(delta, 0)).toEqual([]);
    expect(step({ type: 'telemetry', values: {}, receiveUs: 0 })).toEqual([]);
    expect(picture(key, 5)).toEqual(['begin-file', 'picture']);
    expect(state()).toMatchObject({ state: 'recording', zeroUs: 5, sinceUs: 5 });
    expect(picture(delta, 6)).toEqual(['picture']);
    expect(step({ type: 'mark', us: 6, text: undefined })).toEqual(['write']);
  });

  it.each([
    ['length', { us: 100, bytes: 1e12 }, 105, 0],
    ['bytes', { us: 1e12, bytes: 50 }, 6, 50],
  ])('begins a new file with the first key picture behind a segment’s %s', (_, segment, us, bytes) => {
    const { picture, effects, state } = machine(segment);
    picture(key, 5);
    expect(picture(delta, us, bytes)).toEqual(['picture']);
    expect(picture(key, us, bytes)).toEqual(['end-file', 'begin-file', 'picture']);
    expect(effects()[0]).toEqual({ do: 'end-file', reason: 'segment' });
    expect(state()).toMatchObject({ sinceUs: 5, zeroUs: us });
  });

  it('begins one where it is told to, with the first reason', () => {
    const { step, picture, effects } = machine();
    step({ type: 'new-file', reason: 'too early' });
    picture(key, 0);
    expect(picture(key, 1)).toEqual(['picture']);
    step({ type: 'new-file', reason: 'quota' });
    step({ type: 'new-file', reason: 'other' });
    picture(key, 2);
    expect(effects()[0]).toEqual({ do: 'end-file', reason: 'quota' });
    expect(picture(key, 3)).toEqual(['picture']);
  });

  it('notes what was left out and how long nothing came', () => {
    const { step, picture, effects } = machine();
    picture(key, 0);
    step({ type: 'loss', pictures: 2 });
    step({ type: 'loss', pictures: 3 });
    expect(picture(key, 1e6)).toEqual(['lose', 'gap', 'picture']);
    expect(effects().slice(0, 2)).toEqual([
      { do: 'lose', pictures: 5 },
      { do: 'gap', fromUs: 0, toUs: 1e6, cause: 'loss' },
    ]);
    picture(key, 4e6);
    expect(effects()[0]).toEqual({ do: 'gap', fromUs: 1e6, toUs: 4e6, cause: 'link' });
    expect(picture(key, 5e6)).toEqual(['picture']);
  });

  it('writes sound into a file that began with it; other sound begins a new file', () => {
    const { step, picture, effects } = machine();
    step({ type: 'sound-known', chunk: sound(8000) });
    picture(key, 0);
    expect(effects()[0]).toMatchObject({ do: 'begin-file', audio: { codec: 'pcm-s16le' } });
    expect(step({ type: 'sound', chunk: sound(8000) })).toEqual(['write']);
    expect(step({ type: 'sound', chunk: sound(16_000) })).toEqual([]);
    expect(picture(delta, 1)).toEqual(['picture']);
    expect(picture(key, 2)).toEqual(['end-file', 'begin-file', 'picture']);
    expect(effects()[0]).toEqual({ do: 'end-file', reason: 'sound' });
    expect(step({ type: 'sound', chunk: sound(16_000) })).toEqual(['write']);
  });

  it('begins a new file for sound that comes later', () => {
    const { step, picture } = machine();
    picture(key, 0);
    expect(step({ type: 'sound', chunk: sound(8000) })).toEqual([]);
    expect(picture(key, 1)).toEqual(['end-file', 'begin-file', 'picture']);
  });

  it('ends its file, and does nothing more', () => {
    const { step, picture, effects, state } = machine();
    picture(key, 0);
    expect(step({ type: 'end', reason: 'disk-full' })).toEqual(['end-file']);
    expect(effects()).toEqual([{ do: 'end-file', reason: 'disk-full' }]);
    expect([picture(key, 1), step({ type: 'end', reason: undefined })]).toEqual([[], []]);
    expect(state()).toMatchObject({ state: 'ended', sinceUs: 0 });
  });
});
