import { describe, expect, it } from 'vitest';
import { histogramOf } from '../../player/histogram';
import { NO_READINGS } from '../../streams/stream-state';
import { type PageFacts, type ShownStream, viewerReport } from './viewer-report';

const PAGE: PageFacts = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/144.0.0.0',
  size: '1280x960 at 2',
  processors: 8,
  isSecure: true,
  link: 'open',
  decoders: ['VideoDecoder'],
};
const stream = { id: 'rover', number: 1, name: 'Rover', kind: 'pi', video: 'h:1', telemetry: '' } as const;
const shown = (more: Partial<ShownStream> = {}): ShownStream => ({
  stream,
  statistics: undefined,
  readings: { ...NO_READINGS, path: 'WebCodecs', size: { width: 640, height: 480 } },
  player: { state: 'decoding' },
  keyOnly: false,
  screen: 'VIDEO',
  ...more,
});

describe('the viewer for a bug report', () => {
  it('says browser, decoder, screen and statistics, and then the station', () => {
    const times = { p50Us: 1000, p95Us: 2000, maxUs: 3000, count: 9 };
    const parts = { station: times, link: times, decode: times, screen: times };
    const readings = {
      ...NO_READINGS,
      path: 'WebCodecs',
      latency: { from: 'arrival', summary: times } as const,
      latencyParts: { summaries: parts, histogram: histogramOf([1000]) },
    };
    const text = viewerReport(PAGE, [shown({ readings })], 'station:\n  groundglass 1.2.3');
    expect(text).toMatch(/^viewer:\n {2}Mozilla.+Chrome\/144/);
    expect(text).toContain('1280x960 at 2, 8 processors, secure\n  link open; decoders: VideoDecoder\n');
    expect(text).toContain('\nshown rover:\n  Rover (pi): player decoding, WebCodecs, on VIDEO, no picture yet\n');
    expect(text).toContain('From arrival: 1.0 2.0 3.0');
    expect(text).toContain('Latency of 1 picture');
    expect(text).toMatch(/\n\nstation:\n {2}groundglass 1\.2\.3$/);
  });

  it('says why a decoder failed, and has no secret of what the page was told', () => {
    const failed = { state: 'failed', reason: 'token=s3cret refused', codec: 'avc1.42c01f' } as const;
    const named = { ...stream, name: 'ws://me:pa55@cam', id: `cam?token=s3cret` };
    const text = viewerReport(
      PAGE,
      [shown({ player: failed, stream: named }), shown({ stream: undefined })],
      undefined,
    );
    expect(text).toContain('player failed (token=*** refused; avc1.42c01f)');
    expect(text).not.toMatch(/s3cret|pa55/);
  });
});
