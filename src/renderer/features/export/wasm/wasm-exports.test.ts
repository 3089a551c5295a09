import { describe, expect, it } from 'vitest';
import type { ExportSpec } from '#contracts/exports';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { ExportFault } from './export-fault';
import type { MadeClip, Making } from './make-clip';
import { WasmExports } from './wasm-exports';

const SPEC: ExportSpec = {
  source: { from: 'stream', stream: 'pi://vehicle' },
  fromUs: 1e15,
  toUs: 1e15 + 1e6,
  output: { kind: 'gif', overlay: true, height: 480, fps: 10 },
  request: 'mine',
};

/** Makes clips when it is told to. */
function open() {
  const making: (Making & { done(made: MadeClip): void; fail(error: unknown): void })[] = [];
  const saved: string[] = [];
  let nowUs = 0;
  const clips = new WasmExports({
    make: (spec) => new Promise((done, fail) => making.push({ ...spec, done, fail })),
    save: (name, file) => saved.push(`${name} ${file.size}`),
    nowUs: () => nowUs,
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const states = () => clips.jobs().map(({ now }) => now.state);
  return { clips, making, saved, settled, states, pass: (us: number) => (nowUs += us) };
}

const gif = (bytes: number): MadeClip => ({ file: new Blob([new Uint8Array(bytes)]), extension: 'gif' });

describe('clips that are made in a window', () => {
  it('are made one after the other, in the order that they were asked for', async () => {
    const { clips, making, settled, states } = open();
    clips.start(SPEC, 'First');
    clips.start(SPEC, 'Second');
    expect(states()).toEqual(['queued', 'running']);
    making[0]?.done(gif(1));
    await settled();
    expect(states()).toEqual(['running', 'done']);
    expect(clips.jobs().map(({ stream }) => stream)).toEqual(['Second', 'First']);
    expect(clips.isBusy).toBe(true);
    making[1]?.done(gif(1));
    await settled();
    expect(clips.isBusy).toBe(false);
  });

  it('are named as the station names them, and given to their person at once and again', async () => {
    const { clips, making, saved, settled } = open();
    clips.start({ ...SPEC, name: 'My clip' }, 'Vehicle');
    making[0]?.done(gif(7));
    await settled();
    const [job] = clips.jobs();
    expect(job).toMatchObject({
      request: 'mine',
      name: 'My clip',
      now: { state: 'done', file: 'My clip.gif', bytes: 7 },
    });
    expect(clips.save(job!.id)).toBe(true);
    expect(saved).toEqual(['My clip.gif 7', 'My clip.gif 7']);
  });

  it('tell how far they are, and how long it takes yet', () => {
    const { clips, making, pass } = open();
    let told = 0;
    clips.subscribe(() => told++);
    clips.start(SPEC, 'Vehicle');
    const before = told;
    pass(3e6);
    making[0]?.onProgress(0.5, 100);
    expect(told).toBe(before + 1);
    expect(clips.jobs()[0]?.now).toEqual({ state: 'running', progress: 0.5, bytes: 100, secondsLeft: 3 });
  });

  it('end when they are cancelled, and nothing of them is saved', async () => {
    const { clips, making, saved, settled, states } = open();
    clips.start(SPEC, 'Vehicle');
    clips.start(SPEC, 'Vehicle');
    for (const { id } of clips.jobs()) clips.cancel(id);
    expect(making[0]?.signal.aborted).toBe(true);
    making[0]?.done(gif(1));
    await settled();
    expect(states()).toEqual(['cancelled', 'cancelled']);
    expect([saved, making.length]).toEqual([[], 1]);
  });

  it('say what failed and what to try, and the next one is made', async () => {
    const { clips, making, settled } = open();
    clips.start(SPEC, 'Vehicle');
    clips.start(SPEC, 'Vehicle');
    making[0]?.fail(new ExportFault(verbatim('No.'), verbatim('Try less.')));
    await settled();
    making[1]?.fail(new RangeError('Array buffer allocation failed'));
    await settled();
    expect(inWords(clips.jobs().map(({ now }) => now))).toEqual([
      expect.objectContaining({ state: 'failed', tip: 'Take a shorter clip, or a smaller size.' }),
      { state: 'failed', message: 'No.', tip: 'Try less.' },
    ]);
  });

  it('are kept while they are few, for their files are large', async () => {
    const { clips, making, settled } = open();
    for (let n = 0; n < 5; n++) {
      clips.start(SPEC, 'Vehicle');
      making[n]?.done(gif(1));
      await settled();
    }
    expect(clips.jobs()).toHaveLength(3);
  });

  it('leave the station its own', () => {
    const { clips } = open();
    expect([clips.cancel('other'), clips.remove('other'), clips.save('other')]).toEqual([false, false, false]);
  });
});
