import { describe, expect, it } from 'vitest';
import { constrainedBaseline } from './avc-level';

describe('constrainedBaseline', () => {
  it.each([
    [640, 480, 30, 'avc1.42e01e'],
    [1280, 720, 30, 'avc1.42e01f'],
    [720, 1280, 30, 'avc1.42e01f'],
    [1280, 720, 60, 'avc1.42e020'],
    [1920, 1080, 30, 'avc1.42e028'],
    [3840, 2160, 30, 'avc1.42e033'],
    [9999, 9999, 60, 'avc1.42e033'],
  ])('%ix%i at %i is %s', (width, height, rate, codec) => {
    expect(constrainedBaseline(width, height, rate)).toBe(codec);
  });
});
