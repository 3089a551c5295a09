import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { ExportAsk, ExportJob, ExportSpec } from '#contracts/exports';
import { text } from '#core/texts/text';
import { openTestLink } from '../../link/fixtures/test-link';
import { EXPORTS, type Exports } from './exports';
import { exportsHandler } from './topic';

const SPEC: ExportSpec = {
  source: { from: 'stream', stream: 's' },
  fromUs: 1e6,
  toUs: 2e6,
  output: { kind: 'lossless' },
};

/** A list of clips that does as it is told. */
class TestExports implements Exports {
  jobs: ExportJob[] = [];
  readonly removed: [string, boolean][] = [];
  readonly #listeners = new Set<() => void>();

  get watchers(): number {
    return this.#listeners.size;
  }

  state() {
    return { folder: '/clips', canReencode: true, jobs: this.jobs };
  }

  start(spec: ExportSpec) {
    const { fromUs, toUs, output } = spec;
    const job: ExportJob = {
      id: randomUUID(),
      name: 'a',
      stream: 's',
      fromUs,
      toUs,
      output,
      askedUs: 3,
      now: { state: 'queued' },
    };
    this.jobs = [job, ...this.jobs];
    this.tell();
    return { ok: true, job } as const;
  }

  cancel = () => false;

  remove(id: string, withFile: boolean) {
    this.removed.push([id, withFile]);
    return Promise.resolve(this.jobs.some((job) => job.id === id));
  }

  fileOf(id: string) {
    return this.jobs.some((job) => job.id === id) ? '/clips/a.mp4' : undefined;
  }

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell() {
    for (const listener of this.#listeners) listener();
  }
}

function open(rights: { mayChange: boolean; showFile?: (file: string) => void }, exports?: Exports) {
  const link = openTestLink({
    topics: [exportsHandler],
    rights,
    provide: (all) => exports && all.provide(EXPORTS, exports),
  });
  return { ...link, answer: (about: ExportAsk) => link.ask({ type: 'exports', about }) };
}

describe('clips over the link', () => {
  it('are told to who watches, again when they change, and no more when it leaves', () => {
    const exports = new TestExports();
    const { answer, messages } = open({ mayChange: true }, exports);
    answer({ ask: 'watch' });
    answer({ ask: 'start', spec: SPEC });
    // Nothing is new.
    exports.tell();
    expect(messages).toMatchObject([
      { exports: { isOpen: true, canReencode: true, mayChange: true, canShow: false, folder: '/clips', jobs: [] } },
      { exports: { jobs: [{ now: { state: 'queued' } }] } },
    ]);
    answer({ ask: 'leave' });
    expect(exports.watchers).toBe(0);
    // The clip is made all the same.
    expect(exports.jobs).toHaveLength(1);
  });

  it('are shown to who may watch, and made, cancelled and removed by who may change', () => {
    const exports = new TestExports();
    const { answer, messages, errors, close } = open({ mayChange: false }, exports);
    answer({ ask: 'watch' });
    expect(messages[0]).toMatchObject({ exports: { mayChange: false } });
    expect(messages[0]).not.toHaveProperty('exports.folder');
    answer({ ask: 'start', spec: SPEC });
    answer({ ask: 'cancel', id: randomUUID() });
    answer({ ask: 'remove', id: randomUUID(), withFile: true });
    expect(errors()).toHaveLength(3);
    expect([exports.jobs, exports.removed]).toEqual([[], []]);
    close();
  });

  it('are shown in their folder at the station’s own screen alone', () => {
    const exports = new TestExports();
    const { job } = exports.start(SPEC);
    const showFile = vi.fn();
    open({ mayChange: true, showFile }, exports).answer({ ask: 'show', id: job.id });
    expect(showFile).toHaveBeenCalledWith('/clips/a.mp4');
    const elsewhere = open({ mayChange: true }, exports);
    elsewhere.answer({ ask: 'show', id: job.id });
    expect(elsewhere.errors()).toHaveLength(1);
  });

  it('say what cannot be done', async () => {
    const { answer, errors } = open({ mayChange: true }, new TestExports());
    answer({ ask: 'cancel', id: randomUUID() });
    answer({ ask: 'remove', id: randomUUID(), withFile: false });
    await vi.waitFor(() => expect(errors()).toHaveLength(2));
    const none = open({ mayChange: true });
    none.answer({ ask: 'start', spec: SPEC });
    expect(none.errors()).toMatchObject([{ message: text('clip.closed') }]);
  });
});
