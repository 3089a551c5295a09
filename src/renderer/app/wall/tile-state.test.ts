import { describe, expect, it } from 'vitest';
import type { LinkState, StreamInfo, StreamStatistics } from '#contracts/link';
import { english } from '#core/texts/english';
import { initialStream, NO_READINGS, type StreamState } from '../../streams/stream-state';
import { signalOf, tileState } from './tile-state';

const OPEN: LinkState = { state: 'open', sinceUs: 0, lastDataUs: 1 };
const STREAM: StreamInfo = { id: 'a', number: 0, name: 'Rover', kind: 'pi', video: 'pi:8000', telemetry: '' };
const streamAt = (pictureAgeMs: number | undefined, more: Partial<StreamState> = {}): StreamState => ({
  ...initialStream({ state: 'decoding' }),
  stream: STREAM,
  links: { video: OPEN },
  readings: { ...NO_READINGS, pictureAgeMs, openForMs: 5000, fps: 15 },
  ...more,
});
const words = (...of: Parameters<typeof tileState>) => english(tileState(...of).words);
const statistics = { picturesPerSecond: 30 } as StreamStatistics;

describe('the state on a tile', () => {
  it('is live, or stale with its age', () => {
    expect(tileState(streamAt(30), 'open')).toMatchObject({ kind: 'live', severity: 'normal' });
    expect(words(streamAt(30), 'open')).toBe('Live');
    expect(tileState(streamAt(12_000), 'open')).toMatchObject({ kind: 'stale', severity: 'warning' });
    expect(words(streamAt(12_000), 'open')).toMatch(/^Stale, 12/);
  });

  it('says when key pictures alone are shown, unless the stream is stale', () => {
    expect(words(streamAt(30, { keyOnly: true }), 'open')).toBe('Key pictures only');
    expect(tileState(streamAt(9000, { keyOnly: true }), 'open').kind).toBe('stale');
  });

  it('says why there is no picture', () => {
    expect(words(streamAt(undefined, { links: { video: { state: 'connecting' } } }), 'open')).toBe('Connecting');
    expect(words(streamAt(undefined, { links: { video: { state: 'stopped' } } }), 'open')).toBe('Resting');
    expect(words(streamAt(undefined, { links: { telemetry: OPEN } }), 'open')).toBe('No video');
    expect(words(streamAt(undefined), 'closed')).toBe('No station');
  });
});

describe('the signal on a tile', () => {
  it('has a dot for each quarter of the pictures that is shown, and one at least while it lives', () => {
    expect(signalOf(streamAt(30, { statistics }), true)).toBe(2);
    expect(signalOf(streamAt(30, { statistics, keyOnly: true }), true)).toBe(1);
    expect(signalOf(streamAt(30, { statistics, readings: { ...NO_READINGS, fps: 31 } }), true)).toBe(4);
    expect(signalOf(streamAt(30, { statistics }), false)).toBe(0);
    expect(signalOf(streamAt(30), true)).toBe(0);
  });
});
