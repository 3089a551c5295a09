import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameEnvelope } from './frame';
import { readSubscribeRequest } from './request';
import { readServerMessage } from './server-message';
import { channelKey, vehicleChannelOf } from './vehicle-channel';

describe('a request', () => {
  it('names a vehicle and a channel', () => {
    const text = '{"type":"subscribe","vehicleId":"013912345678","channel":2}';
    const request = { type: 'subscribe', vehicleId: '013912345678', channel: 2 };
    expect(readSubscribeRequest(text)).toEqual({ ok: true, request });
  });

  it.each([
    ['{"type":"unsubscribe","vehicleId":"x"}', 1],
    ['{"type":"unsubscribe","vehicleId":"x","channel":null}', 1],
    ['{"type":"unsubscribe","vehicleId":"x","channel":"3"}', 3],
  ])('%s is of channel %d', (text, channel) => {
    expect(readSubscribeRequest(text)).toMatchObject({ ok: true, request: { channel } });
  });

  it.each([
    ['{', 'not JSON'],
    ['7', 'not a JSON object'],
    ['{"type":"watch"}', 'unknown “type”'],
    ['{"type":"subscribe"}', '“vehicleId”'],
    ['{"type":"subscribe","vehicleId":""}', '“vehicleId”'],
    [`{"type":"subscribe","vehicleId":"${'x'.repeat(201)}"}`, '“vehicleId”'],
    ['{"type":"subscribe","vehicleId":"x","channel":-1}', '“channel”'],
    ['{"type":"subscribe","vehicleId":"x","channel":1.5}', '“channel”'],
    ['{"type":"subscribe","vehicleId":"x","channel":"one"}', '“channel”'],
  ])('%s is refused, and why: %s', (text, why) => {
    expect(readSubscribeRequest(text)).toMatchObject({ ok: false, message: expect.stringContaining(why) });
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readSubscribeRequest(text)));
  });
});

describe('a frame message', () => {
  it('is JSON around its base64, whatever the vehicle is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.base64String(), (vehicleId, data) => {
        const { head, tail } = frameEnvelope({ vehicleId, channel: 1 }, { size: 3, isIFrame: true, timestamp: 5 });
        const message = { type: 'frame', vehicleId, channel: 1, data, size: 3, isIFrame: true, timestamp: 5 };
        expect(JSON.parse(`${head}${data}${tail}`)).toEqual(message);
      }),
    );
  });
});

describe('a stream’s vehicle and channel', () => {
  it.each([
    ['013912345678_2', true, '013912345678', 2],
    ['013912345678', true, '013912345678', 1],
    ['front_2', false, 'front_2', 1],
    ['pi://10.0.0.7:8000', false, 'pi://10.0.0.7:8000', 1],
  ])('of %s, with channels: %s, are %s and %d', (id, hasChannels, vehicleId, channel) => {
    expect(vehicleChannelOf(id, hasChannels)).toEqual({ vehicleId, channel });
  });

  it('make one key', () => {
    expect(channelKey({ vehicleId: '013912345678', channel: 2 })).toBe('013912345678_2');
  });
});

describe('a server’s message', () => {
  const asked = { vehicleId: '7', channel: 2 };

  it.each([
    [
      '{"type":"frame","vehicleId":"8","channel":1,"data":"AAAB"}',
      { type: 'frame', vehicleId: '8', channel: 1, data: 'AAAB' },
    ],
    ['{"type":"frame","data":"AAAB"}', { type: 'frame', ...asked, data: 'AAAB' }],
    ['{"type":"subscribed","vehicleId":7,"channel":"2"}', { type: 'subscribed', ...asked }],
    ['{"type":"error"}', { type: 'error', message: 'an error', ...asked }],
    ['{"type":"frame","data":5}', undefined],
    ['{"type":"news"}', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['{', undefined],
  ])('%s', (text, message) => {
    expect(readServerMessage(text, asked)).toEqual(message);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readServerMessage(text, asked)));
  });
});
