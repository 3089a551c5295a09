import { describe, expect, it } from 'vitest';
import type { ExportJob } from '#contracts/exports';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { badgeOf, conditionOf, describeOutput, endsOf } from './describe-job';

const job = (now: ExportJob['now'], change: Partial<ExportJob> = {}): ExportJob => ({
  id: '00000000-0000-4000-8000-000000000001',
  request: 'mine',
  name: 'Rover',
  stream: 'Rover',
  fromUs: 0,
  toUs: 3e6,
  output: { kind: 'lossless' },
  askedUs: 0,
  now,
  ...change,
});
const running = { state: 'running', progress: 0.998, secondsLeft: 17, bytes: 5 } as const;
const done = { state: 'done', file: 'Rover.mp4', bytes: 4.8e6 } as const;

describe('a clip that is made', () => {
  it('tells how far it is, and is whole only when it is done', () => {
    expect(inWords(conditionOf(job(running)).words)).toBe('99 %, 15 s left');
    expect(inWords(conditionOf(job({ state: 'running', progress: 0, bytes: 0 })).words)).toBe('0 %');
    expect(inWords(conditionOf(job(done)).words)).toBe('Done, 4.8 MB');
  });

  it('has a sign of its own shape for each state', () => {
    const states = [running, done, { state: 'queued' }, { state: 'cancelled' }] as const;
    expect(new Set(states.map((now) => conditionOf(job(now)).glyph)).size).toBe(states.length);
  });

  it('says what is made', () => {
    const output = { kind: 'reencode', overlay: true, height: 720, rate: { quality: 'good' } } as const;
    expect(inWords(describeOutput(output))).toBe('Video 720p, instruments');
  });

  it('is told of when it ends, once, to who asked for it', () => {
    const asked = new Map([['mine', undefined]]);
    expect(inWords(endsOf([job(running)], [job(done)], asked))).toEqual(['Clip ready: Rover']);
    expect(endsOf([job(done)], [job(done)], asked)).toEqual([]);
    expect(endsOf([], [job(done, { request: 'theirs' })], asked)).toEqual([]);
    const failed = { state: 'failed', message: verbatim('The disk is full.'), tip: verbatim('') } as const;
    expect(inWords(endsOf([], [job(failed)], asked))).toEqual(['Clip failed: The disk is full.']);
  });

  it('has a badge while it waits or is made', () => {
    expect(badgeOf([job(done)])).toBeUndefined();
    expect(inWords(badgeOf([job({ state: 'queued' }), job({ ...running, progress: 0.42 })])?.words)).toBe(
      '2 clips, 42 %',
    );
  });
});
