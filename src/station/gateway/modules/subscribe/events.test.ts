import { expect, it } from 'vitest';
import { type HttpCall, HttpFault, type ReplyStream, type StreamBody } from '../../../extension/gateway-module';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { H264Pool } from '../../../transcode/h264-pool';
import { Audience } from './audience';
import { frameEvents } from './events';
import { FrameTexts } from './frame-texts';

it('a client that reads slowly loses pictures up to the next key picture', () => {
  const hub = new Hub();
  const stream = hub.add({ id: 's', name: 's', kind: 'push', video: '', telemetry: '' });
  const audience = new Audience(new H264Pool({ log: createLog('error', () => undefined) }));
  const abort = new AbortController();
  const access = { role: 'viewer' } as const;
  const query = new URLSearchParams('vehicleId=s');
  const call = { query, access, remoteAddress: '127.0.0.1', signal: abort.signal } as unknown as HttpCall;
  const reply = frameEvents({ hub, audience, texts: new FrameTexts() })(call);
  const written: string[] = [];
  const out = {
    backlogBytes: 0,
    write: (chunk: string | Uint8Array) => written.push(Buffer.from(chunk as Uint8Array).toString()),
    end: () => undefined,
  };
  (reply.body as StreamBody)(out as ReplyStream);
  const publish = (n: number) =>
    stream.publish({ data: Uint8Array.of(n), codec: 'h264', key: n % 5 === 0, receiveUs: n });
  for (let n = 0; n < 3; n++) publish(n);
  out.backlogBytes = 100e6;
  for (let n = 3; n < 7; n++) publish(n);
  out.backlogBytes = 0;
  for (let n = 7; n < 12; n++) publish(n);
  const sizes = written.slice(1).map((event) => Buffer.from(JSON.parse(event.slice(6)).data, 'base64')[0]);
  expect(sizes).toEqual([0, 1, 2, 10, 11]);
  abort.abort();
  expect(audience.of(stream)).toBe(0);
});

it('of one client there are fifty at a time, of all two hundred, and who leaves makes room', () => {
  const audience = new Audience(new H264Pool({ log: createLog('error', () => undefined) }));
  const open = frameEvents({ hub: new Hub(), audience, texts: new FrameTexts() });
  const aborts: AbortController[] = [];
  const status = (remoteAddress: string, hasGone = false) => {
    const abort = new AbortController();
    if (hasGone) abort.abort();
    const access = { role: 'viewer' } as const;
    try {
      open({ query: new URLSearchParams(), access, remoteAddress, signal: abort.signal } as unknown as HttpCall);
      aborts.push(abort);
      return 200;
    } catch (error) {
      return error instanceof HttpFault ? error.status : error;
    }
  };
  const times = (count: number, address: string) => Array.from({ length: count }, () => status(address));
  expect(new Set(times(50, '10.0.0.1'))).toEqual(new Set([200]));
  expect(status('10.0.0.1')).toBe(503);
  expect(new Set(['10.0.0.2', '10.0.0.3', '10.0.0.4'].flatMap((address) => times(50, address)))).toEqual(
    new Set([200]),
  );
  expect(status('10.0.0.5')).toBe(503);
  aborts[0]?.abort();
  // One that has gone before it was answered takes no place.
  expect([status('10.0.0.5', true), status('10.0.0.5', true)]).toEqual([200, 200]);
  expect([status('10.0.0.1'), status('10.0.0.1')]).toEqual([200, 503]);
  for (const abort of aborts) abort.abort();
});
