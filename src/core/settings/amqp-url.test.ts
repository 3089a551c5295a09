import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmqpUrl } from './amqp-url';

describe('a broker’s URL', () => {
  it.each([
    ['amqp://host', 'guest', 'guest', 'host', 5672, '/'],
    ['amqps://host', 'guest', 'guest', 'host', 5671, '/'],
    ['amqp://me:p%40ss@10.0.0.7:5673/boats', 'me', 'p@ss', '10.0.0.7', 5673, 'boats'],
    ['amqp://me:@[::1]/%2f', 'me', '', '::1', 5672, '/'],
  ])('%s', (url, user, password, host, port, vhost) => {
    expect(parseAmqpUrl(url)).toMatchObject({ user, password, host, port, vhost });
  });

  it.each(['', 'host', 'http://host', 'amqp://', 'amqp://host:0', 'amqp://host:99999', 'amqp://a:%zz@host'])(
    '%s is none',
    (url) => {
      expect(parseAmqpUrl(url)).toBeUndefined();
    },
  );

  it('is shown without user and password', () => {
    expect(parseAmqpUrl('amqp://me:secret@host/boats')?.where).toBe('amqp://host:5672/boats');
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseAmqpUrl(`amqp://${text}`)));
  });
});
