import { describe, expect, it } from 'vitest';
import { presentationQuery, readPresentation } from './presentation';

const read = (query: string) => readPresentation(Object.fromEntries(new URLSearchParams(query)));

describe('the presentation in the query', () => {
  it('comes back as it was written', () => {
    expect(read(presentationQuery({ overlay: false }))).toEqual({ overlay: false });
    expect(read(presentationQuery({ overlay: true }))).toEqual({ overlay: true });
  });

  it('places the picture, its plus signs encoded or not', () => {
    const stage = { width: 640, height: 480, x: 0, y: 10 };
    expect(read('?stage=640x480%2B0%2B10').stage).toEqual(stage);
    expect(read('?stage=640x480+0+10').stage).toEqual(stage);
  });

  it('is the usual one where the query makes no sense', () => {
    expect(read('?overlay=maybe&stage=big&__proto__=1')).toEqual({ overlay: true });
  });
});
