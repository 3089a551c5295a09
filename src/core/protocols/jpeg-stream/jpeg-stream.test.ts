import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePace } from '../../media/frame-pace';
import { AdaptiveQuality } from './adaptive-quality';
import { BINARY_HEADER_BYTES, readBinaryFrame, writeBinaryFrame } from './binary-frame';
import { infoOf, infoSchema } from './info';
import {
  base64Of,
  readClientMessage,
  readServerMessage,
  writeError,
  writeFrame,
  writeInfo,
  writeStop,
} from './messages';
import { QUALITIES, settingsOf } from './presets';

describe('presets', () => {
  it('are those of the dialect', () => {
    expect(settingsOf('low')).toEqual({ width: 320, height: 240, fps: 15, jpegQuality: 50 });
    expect(settingsOf('medium')).toEqual({ width: 640, height: 480, fps: 24, jpegQuality: 70 });
    expect(settingsOf('high')).toEqual({ width: 1280, height: 720, fps: 30, jpegQuality: 85 });
  });

  it('take a request for 15, 24 or 30 pictures a second and a JPEG quality from 50 to 95, and bend any other to these', () => {
    expect(settingsOf('high', { fps: 15, jpegQuality: 60 })).toMatchObject({ fps: 15, jpegQuality: 60 });
    expect(settingsOf('low', { fps: 29, jpegQuality: 3 })).toMatchObject({ fps: 24, jpegQuality: 50 });
    expect(settingsOf('low', { fps: 1, jpegQuality: 100 })).toMatchObject({ fps: 15, jpegQuality: 95 });
    expect(settingsOf('low', { fps: 60 })).toMatchObject({ fps: 30 });
  });
});

describe('messages', () => {
  it('are read with their fields in `data` or beside `type`', () => {
    const expected = { type: 'join_stream', stream_id: 'a', quality: 'low', fps: 15 };
    const data = { stream_id: 'a', quality: 'low', fps: 15 };
    expect(readClientMessage(JSON.stringify({ type: 'join_stream', data }))).toEqual(expected);
    expect(readClientMessage(JSON.stringify({ type: 'join_stream', ...data }))).toEqual(expected);
  });

  it('need no fields but the picture of a frame', () => {
    for (const type of ['start_stream', 'stop_stream', 'join_stream', 'leave_stream', 'stream_info']) {
      expect(readClientMessage(JSON.stringify({ type }))).toEqual({ type });
    }
    expect(readClientMessage('{"type":"frame_data"}')).toBeUndefined();
    const padded = (length: number) => '{"type":"frame_data","data":{"frame":"/9j/"}}'.padEnd(length);
    expect(readClientMessage(padded(8 * 1024 * 1024))).toBeDefined();
    expect(readClientMessage(padded(8 * 1024 * 1024 + 1))).toBeUndefined();
    expect(readClientMessage('{"type":"frame_data","data":{"frame":"/9j/"}}')).toEqual({
      type: 'frame_data',
      frame: '/9j/',
    });
  });

  it('are refused where they are none, and reading never throws', () => {
    for (const text of ['', '[]', 'null', '{', '{"type":"dance"}', '{"type":"join_stream","quality":"best"}']) {
      expect(readClientMessage(text)).toBeUndefined();
      expect(readServerMessage(text)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.json(), (text) => {
        readClientMessage(text);
        readServerMessage(text);
      }),
    );
  });

  it('of a server are read as they were written, whatever the name of the stream', () => {
    const facts = { timestamp: 1_700_000_000.25, frameNumber: 7, quality: 'low' } as const;
    fc.assert(
      fc.property(fc.string(), (streamId) => {
        const data = {
          stream_id: streamId,
          timestamp: facts.timestamp,
          frame: 'AA==',
          frame_number: 7,
          quality: 'low',
        };
        expect(readServerMessage(writeFrame('frame', { streamId, ...facts }, 'AA=='))).toEqual({ type: 'frame', data });
      }),
    );
    const info = infoOf({
      id: 'cam',
      quality: 'medium',
      active: true,
      viewers: 2,
      frames: 30,
      startTime: new Date(0),
      settings: settingsOf('medium'),
    });
    expect(infoSchema.parse(info)).toEqual(info);
    expect(readServerMessage(writeInfo(info))).toEqual({ type: 'stream_info', data: info });
    expect(readServerMessage(writeStop('cam'))).toEqual({ type: 'stop_stream' });
    expect(readServerMessage(writeError('no'))).toEqual({ type: 'error', message: 'no' });
  });

  it('may bear a picture as a data URL', () => {
    expect(base64Of('data:image/jpeg;base64,/9j/')).toBe('/9j/');
    expect(base64Of('/9j/')).toBe('/9j/');
  });
});

describe('binary frames', () => {
  const jpeg = fc.uint8Array({ minLength: 1, maxLength: 50 });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(
        jpeg,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.nat(),
        fc.constantFrom(...QUALITIES),
        (data, timestamp, frameNumber, quality) => {
          const facts = { timestamp, frameNumber, quality };
          expect(readBinaryFrame(writeBinaryFrame(facts, data))).toEqual({ ...facts, jpeg: data });
        },
      ),
    );
  });

  it('may be bare JPEGs', () => {
    const bare = Uint8Array.of(0xff, 0xd8, 0xff);
    expect(readBinaryFrame(bare)).toEqual({ jpeg: bare });
  });

  it('are refused in another version or without a picture', () => {
    expect(readBinaryFrame(new Uint8Array())).toBeUndefined();
    expect(readBinaryFrame(Uint8Array.of(2, ...new Array(30).fill(0)))).toBeUndefined();
    expect(readBinaryFrame(Uint8Array.of(1, ...new Array(BINARY_HEADER_BYTES - 1).fill(0)))).toBeUndefined();
  });
});

describe('pacing', () => {
  it.each([
    [30, 15, 15],
    [30, 24, 24],
    [30, 30, 30],
    [25, 30, 25],
    [60, 24, 24],
  ])('of %i pictures a second to %i lets about %i through', (from, to, about) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: -0.1, max: 0.1, noNaN: true })), (jitter) => {
        const pace = new FramePace(to);
        let passed = 0;
        for (let i = 0; i < from * 10; i++) {
          const { value = 0 } = jitter.next();
          if (pace.admit(((i + value) * 1e6) / from)) passed++;
        }
        expect(passed / 10).toBeGreaterThan(about - 1.5);
        expect(passed / 10).toBeLessThan(about + 1.5);
      }),
      { numRuns: 20 },
    );
  });
});

describe('adaptive quality', () => {
  /** Feeds 30 pictures a second for so many seconds; of each ten so many are missed. */
  function feed(adaptive: AdaptiveQuality, fromS: number, seconds: number, missedOfTen: number): void {
    for (let i = 0; i < seconds * 30; i++) {
      adaptive.count(i % 10 < missedOfTen ? 'skipped' : 'sent', fromS * 1e6 + (i * 1e6) / 30);
    }
  }

  it('stays as asked for a viewer that keeps up', () => {
    const adaptive = new AdaptiveQuality('medium');
    feed(adaptive, 0, 60, 0);
    expect(adaptive.quality).toBe('medium');
  });

  it('goes down to the lowest for a viewer that misses many, and no lower', () => {
    const adaptive = new AdaptiveQuality('high');
    feed(adaptive, 0, 1.2, 5);
    expect(adaptive.quality).toBe('medium');
    feed(adaptive, 1.2, 20, 5);
    expect(adaptive.quality).toBe('low');
  });

  it('comes back after a calm time, and no higher than asked', () => {
    const adaptive = new AdaptiveQuality('medium');
    feed(adaptive, 0, 3, 5);
    expect(adaptive.quality).toBe('low');
    feed(adaptive, 3, 8, 0);
    expect(adaptive.quality).toBe('low');
    feed(adaptive, 11, 30, 0);
    expect(adaptive.quality).toBe('medium');
  });

  it('waits longer each time that coming back has failed', () => {
    const adaptive = new AdaptiveQuality('medium');
    let at = 0;
    const calm: number[] = [];
    for (let round = 0; round < 3; round++) {
      feed(adaptive, at, 3, 5);
      at += 3;
      let seconds = 0;
      while (adaptive.quality === 'low' && seconds < 200) {
        feed(adaptive, at, 1, 0);
        at++;
        seconds++;
      }
      calm.push(seconds);
    }
    expect(calm[1]).toBeGreaterThan((calm[0] ?? 0) * 1.5);
    expect(calm[2]).toBeGreaterThan((calm[1] ?? 0) * 1.5);
  });
});
