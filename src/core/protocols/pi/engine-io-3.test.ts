import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectTo3, readPacket3, splitPayload3, writePayload3 } from './engine-io-3';

describe('Engine.IO 3', () => {
  it.each([
    [
      '0{"sid":"a","pingInterval":25000,"pingTimeout":5000}',
      { kind: 'open', sid: 'a', pingIntervalMs: 25_000, pingTimeoutMs: 5000 },
    ],
    ['0{"sid":"a"}', { kind: 'open', sid: 'a', pingIntervalMs: 25_000, pingTimeoutMs: 60_000 }],
    ['40', { kind: 'connect', namespace: '/' }],
    ['40/telemetry', { kind: 'connect', namespace: '/telemetry' }],
    ['40/telemetry?token=1,', { kind: 'connect', namespace: '/telemetry' }],
    ['42["telemetry",{"roll":1}]', { kind: 'event', namespace: '/', json: '["telemetry",{"roll":1}]' }],
    ['42/telemetry,12["telemetry",1]', { kind: 'event', namespace: '/telemetry', json: '["telemetry",1]' }],
    ['44/telemetry,"Invalid namespace"', { kind: 'error', namespace: '/telemetry', message: '"Invalid namespace"' }],
    ['41', { kind: 'disconnect', namespace: '/' }],
    ['3', { kind: 'pong' }],
    ['1', { kind: 'close' }],
    ['0nonsense', { kind: 'other' }],
    ['', { kind: 'other' }],
  ])('reads %s', (text, packet) => expect(readPacket3(text)).toEqual(packet));

  it('takes the packets out of a payload that it was written to', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (packets) => {
        expect(splitPayload3(writePayload3(packets))).toEqual(packets);
      }),
    );
    expect(splitPayload3('2:40999:x')).toEqual(['40']);
    expect(readPacket3(connectTo3('/telemetry'))).toEqual({ kind: 'connect', namespace: '/telemetry' });
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readPacket3(text);
        readPacket3(`4${text}`);
        splitPayload3(text);
      }),
    );
  });
});
