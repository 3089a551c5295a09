import { describe, expect, it } from 'vitest';
import { parseSourceUrl } from '#core/settings/source-url';
import { english } from '#core/texts/english';
import { parseMessage, stationMessageSchema, viewerMessageSchema } from './link';

describe('a stream with the longest host that a person may give', () => {
  const url = parseSourceUrl(`pi://${'h'.repeat(253)}:65535?telemetry=65535`);
  if (!url.ok) throw new Error(english(url.message));
  const { id, name } = url.value;

  it('can be told of', () => {
    const stream = { id, name, number: 0, kind: 'pi', video: name, telemetry: name };
    expect(parseMessage(stationMessageSchema, JSON.stringify({ type: 'streams', streams: [stream] }))).toBeDefined();
  });

  it.each([{ type: 'subscribe' }, { type: 'ack', pictures: 1 }, { type: 'unsubscribe' }, { type: 'retry' }])(
    'can be asked for: $type',
    (message) => {
      expect(parseMessage(viewerMessageSchema, JSON.stringify({ ...message, stream: id }))).toBeDefined();
    },
  );
});

describe('a message', () => {
  it.each(['', '{', 'null', '[]', '{"type":"none"}', `"${'x'.repeat(256 * 1024)}"`])('is none: %#', (text) => {
    expect(parseMessage(viewerMessageSchema, text)).toBeUndefined();
  });

  it('cannot give more than what was asked for a prototype', () => {
    const read = parseMessage(
      viewerMessageSchema,
      '{"type":"subscribe","stream":"s","__proto__":{"admin":true},"x":1}',
    );
    expect(read).toEqual({ type: 'subscribe', stream: 's' });
    expect(read).not.toHaveProperty('admin');
  });
});
