import { describe, expect, it } from 'vitest';
import { nowUs } from '../../../clock';
import { Stream } from '../../../hub/stream';
import { PushedStream } from './pushed-stream';
import { h264Statistics, progressLine } from './statistics';

function pushed(id: string, pictures: number) {
  const stream = new Stream({ id, number: 0, name: id, kind: 'push', video: '', telemetry: '' });
  const data = new Uint8Array(5);
  for (let n = 0; n < pictures; n++) stream.publish({ data, codec: 'h264', key: true, receiveUs: nowUs() - 2e6 });
  return new PushedStream(stream, true);
}

describe('the statistics of what is pushed', () => {
  it('say how old the last picture is in seconds, and −1 where there was none', () => {
    const { streams } = h264Statistics([pushed('a', 1), pushed('b', 0)], () => undefined);
    expect(streams.a?.last_frame_age).toBeGreaterThanOrEqual(2);
    expect(streams.b?.last_frame_age).toBe(-1);
  });

  it('count what a decoder gave where there is one, else what was accepted', () => {
    const [watched, other] = [pushed('a', 5), pushed('b', 5)];
    const { streams } = h264Statistics([watched, other], (stream) => (stream === watched.stream ? 3 : undefined));
    expect(streams).toMatchObject({
      a: { frames_decoded: 3, thread_type: 'SINGLE' },
      b: { frames_decoded: 5, thread_type: 'NONE' },
    });
  });

  it('are one line for the log, however many push, and none where nobody does', () => {
    expect(progressLine([])).toBeUndefined();
    const line = progressLine([pushed('a', 2), pushed('b', 3)]);
    expect(line).toMatch(/^push: 2 producers, [\d.]+ pictures\/s, [\d.]+ Mbit\/s, 5 pictures, 0 errors$/);
  });
});
