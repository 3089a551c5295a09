import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readCommand } from './command';

function read(...args: string[]) {
  return readCommand(['export', ...args], {
    tokenize: (words, options) =>
      parseArgs({ args: [...words], options, strict: false, tokens: true, allowPositionals: true }).tokens,
    readFile: () => ({ ok: false, reason: 'none' }),
  });
}
const outputOf = (...args: string[]) => {
  const command = read(...args);
  return command.ok && command.value.kind === 'export' ? command.value.output : command;
};

describe('groundglass export', () => {
  it('reads moments as people write them', () => {
    for (const [text, seconds] of [
      ['80', 80],
      ['80.5s', 80.5],
      ['1m20s', 80],
      ['2h', 7200],
      ['1:20', 80],
      ['0:01:20.25', 80.25],
    ] as const) {
      expect(read('a.mp4', '--from', text)).toMatchObject({
        ok: true,
        value: { file: 'a.mp4', settings: { from: seconds } },
      });
    }
    for (const text of ['', 'x', '1:2:3:4', '-1', '1s2m']) expect(read('a.mp4', `--from=${text}`).ok).toBe(false);
  });

  it('copies where nothing wants the picture changed, and re-encodes where something does', () => {
    expect(outputOf('a.mp4')).toEqual({ kind: 'lossless' });
    const encoded = { kind: 'reencode', overlay: false, height: 'original', rate: { quality: 'good' } };
    expect(outputOf('--overlay', 'a.mp4')).toEqual({ ...encoded, overlay: true });
    expect(outputOf('a.mp4', '--size', '720', '--fps', '10')).toEqual({ ...encoded, height: 720, fps: 10 });
    expect(outputOf('a.mp4', '--bit-rate', '900')).toEqual({ ...encoded, rate: { kilobitsPerSecond: 900 } });
    expect(outputOf('a.mp4', '--gif')).toEqual({ kind: 'gif', overlay: false, height: 480, fps: 12 });
  });

  it('says what does not go together', () => {
    for (const args of [
      [],
      ['a.mp4', 'b.mp4'],
      ['a.mp4', '--from', '9', '--to', '8'],
      ['a.mp4', '--gif', '--webp'],
      ['a.mp4', '--lossless', '--overlay'],
      ['a.mp4', '--size', '5'],
      ['a.mp4', '--gif', '--to', '31'],
      ['a.mp4', '--quality', 'good', '--bit-rate', '900'],
    ]) {
      expect(read(...args)).toMatchObject({ ok: false });
    }
  });
});
