import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ExportAsk, ExportJob, ExportSpec, ExportsState } from '#contracts/exports';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import type { ClipSpec } from './clip-spec';
import { Clips } from './clips';
import type { ClipsState } from './clips-state';

const SPEC: ClipSpec = {
  source: { from: 'stream', stream: 's' },
  fromUs: 1e6,
  toUs: 4e6,
  output: { kind: 'lossless' },
};
const ID = '00000000-0000-4000-8000-000000000001';

let asked: ExportAsk[];
let told: unknown[];
let kept: Map<string, string>;
let clips: Clips;
let windowJobs: readonly ExportJob[];
let started: ExportSpec[];
let changed: () => void;

function openPage(): void {
  const store = createStore<ClipsState>(() => ({ exports: undefined, windowJobs: [] }));
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const inWindow = {
    jobs: () => windowJobs,
    start: (spec: ExportSpec) => started.push(spec),
    subscribe: (listener: () => void) => {
      changed = listener;
      return () => undefined;
    },
    cancel: (id: string) => windowJobs.some((one) => one.id === id),
    remove: (id: string) => windowJobs.some((one) => one.id === id),
    save: () => true,
  };
  clips = new Clips({
    store,
    storage,
    inWindow,
    ask: (about) => asked.push(about),
    announce: (words) => told.push(inWords(words)),
  });
}

beforeEach(() => {
  [asked, told, kept, windowJobs, started] = [[], [], new Map(), [], []];
  openPage();
});

function job(now: ExportJob['now']): ExportJob {
  const last = asked.findLast((about) => about.ask === 'start');
  const { fromUs, toUs, output } = SPEC;
  const request = last?.spec.request;
  return {
    id: ID,
    ...(request !== undefined && { request }),
    name: 'Rover',
    stream: 'Rover',
    fromUs,
    toUs,
    output,
    askedUs: 0,
    now,
  };
}

const state = (now: ExportJob['now']): ExportsState => ({
  isOpen: true,
  canReencode: true,
  mayChange: true,
  canShow: false,
  jobs: [job(now)],
});

const failed = { state: 'failed', message: verbatim('The disk is full.'), tip: verbatim('x') } as const;

describe('clips that are asked for', () => {
  it('are told of when they end, once', () => {
    clips.start(SPEC, 'station', 'Rover');
    clips.receive(state({ state: 'running', progress: 0.5, bytes: 1 }));
    expect(told).toEqual([]);
    clips.receive(state({ state: 'done', file: 'Rover.mp4', bytes: 1 }));
    clips.receive(state({ state: 'done', file: 'Rover.mp4', bytes: 1 }));
    expect(told).toEqual(['Clip ready: Rover']);
  });

  it('can be tried again, in the place of the old one, also after a reload', () => {
    clips.start(SPEC, 'station', 'Rover');
    const old = job(failed);
    openPage();
    expect(clips.canRetry(old)).toBe(true);
    clips.retry(old);
    expect(asked.slice(1)).toMatchObject([
      { ask: 'remove', id: ID, withFile: false },
      { ask: 'start', spec: SPEC },
    ]);
    expect(job(failed).request).not.toBe(old.request);
  });

  it('in this window are told of, cancelled and tried again in this window', () => {
    clips.start(SPEC, 'window', 'Rover');
    const [spec] = started;
    windowJobs = [{ ...job(failed), request: spec?.request }];
    changed();
    expect(told).toEqual(['Clip failed: The disk is full.']);
    clips.cancel(ID);
    for (const one of windowJobs) clips.retry(one);
    expect(started).toHaveLength(2);
    expect(asked).toEqual([]);
  });

  it('of others cannot be tried again', () => {
    expect(clips.canRetry({ ...job(failed), request: 'theirs' })).toBe(false);
  });
});
