import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcementSchema,
  audioHeaders,
  pictureHeaders,
  readAudioHeaders,
  readPictureHeaders,
  remoteId,
  requestQueue,
  requestSchema,
  watchMessageSchema,
} from './broker';

describe('a picture’s headers', () => {
  it('say all of it but the bytes', () => {
    const unit = { data: new Uint8Array(1), key: true, codec: 'jpeg', receiveUs: 5.5, captureUs: 3 } as const;
    const headers = { seq: 7, key: true, codec: 'jpeg', receive: 5.5, capture: 3 };
    expect(readPictureHeaders(pictureHeaders(unit, 7))).toEqual(headers);
  });

  it('say where decoding may begin, and that pictures before were lost', () => {
    const unit = { data: new Uint8Array(1), key: false, entry: { recovery: 3 }, codec: 'h264', receiveUs: 5 } as const;
    const headers = { seq: 1, key: false, entry: true, codec: 'h264', receive: 5 };
    expect(readPictureHeaders(pictureHeaders(unit, 1))).toEqual(headers);
    expect(readPictureHeaders(pictureHeaders({ ...unit, afterLoss: true }, 1))).toEqual({
      ...headers,
      afterLoss: true,
    });
  });

  it('leave out what is not known', () => {
    const unit = { data: new Uint8Array(1), codec: 'h264' as const, key: false, receiveUs: 5 };
    expect(readPictureHeaders(pictureHeaders(unit, 0))).toEqual({
      seq: 0,
      key: false,
      codec: 'h264' as const,
      receive: 5,
    });
  });
});

it('A piece of sound’s headers say all of it but the bytes', () => {
  const description = Uint8Array.of(0x12, 0x0a);
  const format = { codec: 'aac', sampleRateHz: 44_100, channels: 2, description } as const;
  const headers = audioHeaders({ ...format, data: new Uint8Array(1), receiveUs: 5, captureUs: 3 });
  expect(readAudioHeaders(headers)).toEqual({
    codec: 'aac',
    rate: 44_100,
    channels: 2,
    description: '120a',
    capture: 3,
  });
});

it('Nothing that comes over the broker is believed or throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      readPictureHeaders(value);
      readAudioHeaders(value);
      for (const schema of [announcementSchema, requestSchema, watchMessageSchema]) schema.safeParse(value);
    }),
  );
});

it('A station’s name is in the names of its streams and its queue', () => {
  expect(remoteId('bridge', 'pi://10.0.0.7:8000')).toBe('station://bridge/pi://10.0.0.7:8000');
  expect(requestQueue('bridge')).toBe('groundglass.v1.station.bridge');
});
