import { expect, it } from 'vitest';
import type { HttpCall, ReplyStream, StreamBody } from '../../../extension/gateway-module';
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
