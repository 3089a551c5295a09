import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { describeFps, fpsView } from './view';

describe('FPS', () => {
  it('is a whole number, with tenths only where they matter', () => {
    expect(fpsView(29.97).value).toBe('30');
    expect(fpsView(9.96).value).toBe('10');
    expect(fpsView(7.46).value).toBe('7.5');
    expect(fpsView(0).value).toBe('0.0');
  });

  it('is a dash until it is known', () => {
    expect(fpsView(undefined).value).toBe('–');
    expect(english(describeFps(fpsView(undefined)))).toBe('Pictures per second: unknown');
    expect(english(describeFps(fpsView(30)))).toBe('Pictures per second: 30');
  });
});
