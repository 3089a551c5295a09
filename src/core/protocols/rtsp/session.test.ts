import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlsOf } from './addresses';
import { type RtspHeaders, readHead, writeRequest } from './message';
import { methodsOf, readSession, readTransport } from './session';

function headers(fields: Readonly<Record<string, string>>): RtspHeaders {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return readHead(['RTSP/1.0 200 OK', ...lines].join('\r\n'))?.headers ?? new Map();
}

describe('how the packets go', () => {
  it.each([
    ['RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=0A', { interleaved: [0, 1] }],
    ['RTP/AVP/TCP;interleaved=4', { interleaved: [4, 5] }],
    [
      'RTP/AVP;unicast;client_port=5000-5001;server_port=6970-6971;source=10.0.0.7',
      { serverPort: [6970, 6971], source: '10.0.0.7' },
    ],
    ['RTP/AVP;unicast; source="fe80::1" ;server_port=6970', { serverPort: [6970, 6971], source: 'fe80::1' }],
    ['RTP/AVP;source=evil.example;server_port=0-1', {}],
    ['interleaved=300-301;server_port=70000-70001', {}],
    ['', {}],
  ])('%s', (transport, told) => {
    expect(readTransport(headers({ Transport: transport }))).toEqual(told);
  });
});

describe('the session', () => {
  it.each([
    ['12345678;timeout=30', { id: '12345678', timeoutS: 30 }],
    ['A-b_c ; Timeout = 90', { id: 'A-b_c', timeoutS: 90 }],
    ['1', { id: '1', timeoutS: 60 }],
    ['1;timeout=0', { id: '1', timeoutS: 1 }],
    ['1;timeout=999999', { id: '1', timeoutS: 3600 }],
    ['', undefined],
    [`${'a'.repeat(300)}`, undefined],
  ])('%s', (field, told) => {
    expect(readSession(headers({ Session: field }))).toEqual(told);
  });

  it('is kept by what the server can', () => {
    expect([...methodsOf(headers({ Public: 'OPTIONS, describe,GET_PARAMETER ,' }))]).toEqual([
      'OPTIONS',
      'DESCRIBE',
      'GET_PARAMETER',
    ]);
    expect(methodsOf(new Map()).size).toBe(0);
  });
});

describe('where a media is asked for', () => {
  const asked = 'rtsp://c:554/cam?channel=1&subtype=0';
  it.each([
    ['beside the described URL, behind its query', {}, undefined, 'trackID=1', asked, `${asked}/trackID=1`],
    [
      'beside the base that is told',
      { 'Content-Base': 'rtsp://c/cam/' },
      '*',
      'track1',
      'rtsp://c/cam/',
      'rtsp://c/cam/track1',
    ],
    ['by a URL of its own', {}, 'rtsp://c/all', 'rtsp://c/all/t1', 'rtsp://c/all', 'rtsp://c/all/t1'],
    ['beside a session of its own', {}, 'rtsp://c/all', 'stream=0', 'rtsp://c/all', 'rtsp://c/all/stream=0'],
    ['where it is told nothing', {}, undefined, undefined, asked, asked],
    ['where the base is none', { 'Content-Base': 'none' }, undefined, '/t', asked, `${asked}/t`],
    ['where what is told is no line of a request', {}, undefined, 'a b', asked, asked],
  ])('%s', (_, fields, session, media, aggregate, one) => {
    expect(controlsOf(asked, headers(fields as Record<string, string>), session, media)).toEqual({
      aggregate,
      media: one,
    });
  });
});

describe('a request', () => {
  it('is a line, its fields and an empty line; nothing that is put into it begins another line', () => {
    expect(writeRequest('PLAY', 'rtsp://c/', { CSeq: '1', Session: 'a\r\nEvil: 1' })).toBe(
      'PLAY rtsp://c/ RTSP/1.0\r\nCSeq: 1\r\n\r\n',
    );
  });
});

it('reads any head and any field', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 100 }), (text, field) => {
      readHead(text);
      const told = headers({ Transport: field, Session: field, Public: field, 'Content-Base': field });
      readTransport(told);
      readSession(told);
      methodsOf(told);
      const { aggregate, media } = controlsOf('rtsp://c/', told, field, field);
      expect(aggregate + media).not.toMatch(/[\r\n ]/);
    }),
  );
});
