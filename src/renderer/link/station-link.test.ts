import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StationMessage } from '#contracts/link';
import { encodePictureHeader, type Picture } from '#contracts/picture';
import { verbatim } from '#core/texts/text';
import { StationLink } from './station-link';
import type { TransportEvents } from './transport';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const STREAM = { id: 's', number: 7, name: 's', kind: 'push' as const, video: '', telemetry: '' };

function setUp() {
  const sent: { type: string; [key: string]: unknown }[] = [];
  const messages: StationMessage[] = [];
  const pictures: Picture[] = [];
  const told: string[] = [];
  let events: TransportEvents | undefined;
  const link = new StationLink(
    (given) => {
      events = given;
      return { send: (text) => sent.push(JSON.parse(text)), close: () => told.push('transport closed') };
    },
    {
      onOpen: () => told.push('open'),
      onClose: () => told.push('closed'),
      onMessage: (message) => messages.push(message),
      onPicture: (picture) => pictures.push(picture),
    },
  );
  if (!events) throw new Error('the link opened no transport');
  const station = events;
  const tell = (message: StationMessage) => station.onText(JSON.stringify(message));
  const picture = (stream = STREAM.number) => {
    const unit = { data: Uint8Array.of(1), codec: 'h264' as const, key: true, receiveUs: 5 };
    station.onPicture(encodePictureHeader(stream, unit, 6), unit.data);
  };
  const ofType = (type: string) => sent.filter((message) => message.type === type);
  return { link, station, tell, picture, sent, ofType, messages, pictures, told };
}

describe("the viewer's end of the link", () => {
  it('passes on what is a message of the contract, and counts what is not', () => {
    const { link, station, tell, messages } = setUp();
    station.onOpen();
    tell({ type: 'error', message: verbatim('m'), tip: verbatim('t') });
    for (const text of ['{', 'null', '{"type":"none"}', '{"type":"state","stream":"s"}']) station.onText(text);
    station.onPicture(Uint8Array.of(9, 9, 9));
    expect(messages).toEqual([{ type: 'error', message: verbatim('m'), tip: verbatim('t') }]);
    expect(link.unknownMessages).toBe(5);
  });

  it('tells how many pictures of a stream it took in, eight at a time', () => {
    const { station, tell, picture, pictures, ofType } = setUp();
    station.onOpen();
    tell({ type: 'streams', streams: [STREAM] });
    for (let n = 0; n < 20; n++) picture();
    expect(pictures).toHaveLength(20);
    expect(ofType('ack')).toEqual([
      { type: 'ack', stream: 's', pictures: 8 },
      { type: 'ack', stream: 's', pictures: 8 },
    ]);
  });

  it('tells of the pictures that came before the name of their stream', () => {
    const { station, tell, picture, ofType } = setUp();
    station.onOpen();
    for (let n = 0; n < 12; n++) picture();
    expect(ofType('ack')).toEqual([]);
    tell({ type: 'streams', streams: [STREAM] });
    picture();
    expect(ofType('ack')).toEqual([{ type: 'ack', stream: 's', pictures: 13 }]);
  });

  it('counts from nothing on a link that opened again: the station has forgotten', () => {
    const { station, tell, picture, ofType } = setUp();
    station.onOpen();
    tell({ type: 'streams', streams: [STREAM] });
    for (let n = 0; n < 7; n++) picture();
    station.onClose();
    station.onOpen();
    tell({ type: 'streams', streams: [STREAM] });
    for (let n = 0; n < 7; n++) picture();
    expect(ofType('ack')).toEqual([]);
  });

  it('relates the two clocks by pings, quickly at first, and keeps those to itself', () => {
    const { link, station, tell, ofType, messages } = setUp();
    station.onOpen();
    expect(link.clock.offsetUs).toBeUndefined();
    const viewerUs = ofType('ping')[0]?.viewerUs as number;
    tell({ type: 'pong', viewerUs, stationUs: viewerUs + 1e6 });
    expect(Math.round((link.clock.offsetUs ?? 0) / 1e6)).toBe(1);
    expect(messages).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(ofType('ping')).toHaveLength(4);
    vi.advanceTimersByTime(4000);
    expect(ofType('ping')).toHaveLength(6);
  });

  it('pings no more once closed, by either side', () => {
    const { link, station, ofType, told } = setUp();
    station.onOpen();
    station.onClose();
    vi.advanceTimersByTime(60_000);
    expect(ofType('ping')).toHaveLength(1);
    station.onOpen();
    link.close();
    vi.advanceTimersByTime(60_000);
    expect(ofType('ping')).toHaveLength(2);
    expect(told).toEqual(['open', 'closed', 'open', 'transport closed']);
  });

  it('forgets the clock of a station that may be another', () => {
    const { link, station, tell, ofType } = setUp();
    station.onOpen();
    tell({ type: 'pong', viewerUs: ofType('ping')[0]?.viewerUs as number, stationUs: 0 });
    station.onClose();
    station.onOpen();
    expect(link.clock.offsetUs).toBeUndefined();
  });

  it('hears nothing more after it was closed', () => {
    const { link, station, tell, picture, messages, pictures, told } = setUp();
    station.onOpen();
    link.close();
    tell({ type: 'error', message: verbatim('m'), tip: verbatim('t') });
    picture();
    station.onClose();
    expect({ messages, pictures, told }).toEqual({ messages: [], pictures: [], told: ['open', 'transport closed'] });
  });
});
