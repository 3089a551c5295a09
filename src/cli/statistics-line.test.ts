import { expect, it } from 'vitest';
import type { StreamStatistics } from '#contracts/link';
import { statisticsLine } from './statistics-line';

const statistics = {
  picturesPerSecond: 30,
  bitsPerSecond: 2e6,
  pictures: 90,
  faults: 0,
  reconnects: 0,
  format: '',
} as StreamStatistics;
const open = { state: 'open', sinceUs: 0, lastDataUs: 1 } as const;

it('tells of each link that a stream has, and of no other', () => {
  const failure = { cause: 'refused', detail: 'ECONNREFUSED', everData: false } as const;
  const sound = { state: 'failed', failure, retryAtUs: 0 } as const;
  const line = statisticsLine({ video: open, telemetry: open, sound }, statistics);
  expect(line).toMatch(/^video live · .* · telemetry live · sound .*ECONNREFUSED/);
  expect(statisticsLine({ telemetry: open }, statistics)).not.toMatch(/video|sound/);
});
