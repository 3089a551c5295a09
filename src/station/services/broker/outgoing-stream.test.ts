import { expect, it } from 'vitest';
import { Hub } from '../../hub/hub';
import type { MediaOut } from './media-out';
import { OutgoingStream } from './outgoing-stream';

/** A stream while stations watch it, and a broker that takes nothing. */
function open() {
  const hub = new Hub();
  const stream = hub.add({ id: 'a', name: 'a', kind: 'push', video: '', telemetry: '' });
  const sent = { sound: 0, answers: new Set<string>() };
  const out: MediaOut = {
    picture: () => new Promise(() => undefined),
    audio: () => {
      sent.sound++;
      return new Promise(() => undefined);
    },
    message: (to, message) => {
      if ('queue' in to && message.type === 'answer') sent.answers.add(to.queue);
    },
  };
  return { stream, sent, outgoing: new OutgoingStream(stream, 'key', out) };
}

it('is watched by 256 queues at most; those that watch go on to renew', () => {
  const { outgoing, sent } = open();
  const watch = (queue: string) => outgoing.watch({ type: 'watch', queue, join: false, askedUs: 0 } as never);
  for (let n = 0; n < 256; n++) watch(`${n}`);
  watch('more');
  expect([sent.answers.size, sent.answers.has('more')]).toEqual([256, false]);
  outgoing.unwatch('7');
  watch('more');
  expect(sent.answers.has('more')).toBe(true);
  outgoing.end();
});

it('leaves out sound that a broker does not take, behind 32 pieces', () => {
  const { outgoing, sent } = open();
  for (let n = 0; n < 100; n++) outgoing.audio({} as never);
  expect(sent.sound).toBe(32);
});
