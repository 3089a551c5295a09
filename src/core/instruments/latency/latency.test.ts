import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { scaleFor } from '../shared/scale';
import { latencyGeometry, latencySize } from './geometry';
import { describeLatency, latencyView } from './view';

describe('the latency', () => {
  it('is in whole milliseconds, with where it is counted from', () => {
    expect(latencyView({ ms: 11.6, label: 'from arrival' })).toEqual({ value: '12 ms', origin: 'from arrival' });
    expect(english(describeLatency(latencyView({ ms: 11.6, label: 'from arrival' })))).toBe(
      'Latency: 12 ms from arrival',
    );
  });

  it('is a dash until it is known', () => {
    expect(latencyView(undefined)).toEqual({ value: '–', origin: '' });
    expect(english(describeLatency(latencyView(undefined)))).toBe('Latency: unknown');
  });

  it('has room for all its parts', () => {
    const scale = scaleFor({ width: 640, height: 480 });
    const { labelX, valueRight, originX, originWidth } = latencyGeometry(scale);
    expect(labelX).toBeLessThan(valueRight);
    expect(valueRight).toBeLessThan(originX);
    expect(originX + originWidth).toBeLessThanOrEqual(latencySize(scale).width);
  });
});
