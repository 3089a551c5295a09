import { describe, expect, it } from 'vitest';
import type { LinkFailure, LinkState } from '#contracts/link';
import { english } from '#core/texts/english';
import { decoderAdvice } from './decoder-advice';
import { describeOtherLinks, describeStatus, describeStrain, type StatusFacts } from './describe';

const open = (extra: object = {}): LinkState => ({ state: 'open', sinceUs: 0, lastDataUs: 1, ...extra });
const failed = (cause: LinkFailure['cause'], everData = false): LinkState => ({
  state: 'failed',
  failure: { cause, detail: 'x', everData },
  retryAtUs: 0,
});

const STREAM = {
  id: 's',
  number: 0,
  name: 'v',
  kind: 'pi',
  video: '10.0.0.7:8000',
  telemetry: '10.0.0.7:8001',
} as const;
const live: StatusFacts = {
  link: 'open',
  stream: STREAM,
  links: { video: open(), telemetry: open() },
  player: { state: 'decoding' },
  openForMs: 60_000,
  pictureAgeMs: 20,
  usualDistanceMs: 33,
  isStrained: false,
  telemetryAgeMs: 100,
  behindMs: undefined,
  isRecording: false,
};
const blank: StatusFacts = { ...live, player: { state: 'idle' }, pictureAgeMs: undefined, telemetryAgeMs: undefined };

describe('the status of the picture', () => {
  it.each<[string, StatusFacts, string, RegExp]>([
    ['live', live, 'live', /Live/],
    ['before the station answers', { ...blank, link: 'opening' }, 'connecting', /Opening/],
    ['without a station', { ...blank, link: 'closed' }, 'noStation', /station does not answer/],
    ['without a vehicle', { ...blank, stream: undefined }, 'noVehicle', /No vehicle/],
    [
      'at the first attempt',
      { ...blank, links: { video: { state: 'connecting' } } },
      'connecting',
      /Connecting to 10.0.0.7:8000/,
    ],
    [
      'just connected',
      { ...blank, links: { video: { state: 'open', sinceUs: 0 } }, openForMs: 100 },
      'connecting',
      /Connected/,
    ],
    ['refused', { ...blank, links: { video: failed('refused') } }, 'unreachable', /refuses/],
    ['unreachable', { ...blank, links: { video: failed('unreachable') } }, 'unreachable', /cannot be reached/],
    ['unanswered', { ...blank, links: { video: failed('timed-out') } }, 'unreachable', /does not answer/],
    ['unknown by name', { ...blank, links: { video: failed('not-found') } }, 'unreachable', /name/],
    [
      'closed at once',
      { ...blank, links: { video: failed('closed') } },
      'unreachable',
      /closed .* before it sent anything/,
    ],
    [
      'waited for on a port of ours',
      { ...blank, stream: { ...STREAM, can: { listens: true } }, links: { video: { state: 'open', sinceUs: 0 } } },
      'connecting',
      /Nothing has come/,
    ],
    ['connected and silent', { ...blank, links: { video: { state: 'open', sinceUs: 0 } } }, 'noData', /sends nothing/],
    [
      'without parameter sets',
      { ...blank, links: { video: open({ waitingFor: 'parameter-sets' }) } },
      'noPicture',
      /parameter sets/,
    ],
    [
      'before a key picture',
      { ...blank, links: { video: open({ waitingFor: 'key-picture' }) } },
      'noPicture',
      /key picture/,
    ],
    [
      'with nothing to begin with',
      { ...blank, links: { video: open({ waitingFor: 'entry' }) } },
      'noPicture',
      /nor a recovery/,
    ],
    [
      'with nothing to begin with for who comes late',
      { ...blank, player: { state: 'waitingForKey', because: 'waitingForKey', sinceUs: 0, picturesSeen: 400 } },
      'noPicture',
      /nor a recovery/,
    ],
    [
      'of something else',
      { ...blank, links: { video: open({ waitingFor: 'picture' }) } },
      'noPicture',
      /no picture in it/,
    ],
    [
      'that the decoder refuses',
      { ...blank, player: { state: 'failed', reason: 'avc1.f4 is not supported', codec: 'avc1.f4' } },
      'noPicture',
      /decoder says: avc1.f4/,
    ],
    [
      'that is played, and nobody here decodes',
      { ...live, behindMs: 3000, links: { video: open({ waitingFor: 'transcoder' }) } },
      'noPicture',
      /H\.265/,
    ],
    [
      'that was and is refused',
      { ...live, links: { video: failed('refused') }, pictureAgeMs: 4000 },
      'stale',
      /refuses/,
    ],
    [
      'that was, of a picture every two seconds',
      { ...live, pictureAgeMs: 5900, usualDistanceMs: 2000 },
      'live',
      /Live/,
    ],
    [
      'that was and pauses longer than is usual',
      { ...live, pictureAgeMs: 6000, usualDistanceMs: 2000 },
      'stale',
      /No new/,
    ],
    [
      'that this computer is too slow for',
      { ...live, isStrained: true, pictureAgeMs: 3000 },
      'stale',
      /cannot keep up/,
    ],
    ['that was and pauses', { ...live, pictureAgeMs: 1000 }, 'stale', /No new picture from 10.0.0.7:8000/],
    ['that comes, and is not shown', { ...blank, player: { state: 'decoding' } }, 'noPicture', /not one is shown/],
    ['that was, the station gone', { ...live, link: 'closed', pictureAgeMs: 40 }, 'stale', /station/],
    ['disconnected by the person', { ...live, link: 'ended' }, 'disconnected', /Disconnected/],
  ])('is told when %s', (_, facts, kind, message) => {
    const status = describeStatus(facts);
    expect(status.kind).toBe(kind);
    expect(english(status.message)).toMatch(message);
    if (kind !== 'live' && kind !== 'connecting') expect(status.tip).toBeDefined();
  });

  it('does not flicker between two attempts', () => {
    const failure: LinkFailure = { cause: 'refused', detail: '', everData: false };
    const between = describeStatus({ ...blank, links: { video: failed('refused') } });
    expect(describeStatus({ ...blank, links: { video: { state: 'connecting', failure } } })).toEqual(between);
  });
});

describe('what a decoder refuses', () => {
  it.each([
    ['avc1.42001e', /FMO/],
    ['avc1.58001e', /FMO/],
    ['avc1.42c01e', /reload the page/],
    ['avc1.640028', /reload the page/],
    ['avc1.6e0028', /8 bit 4:2:0.*avc1.6e0028/],
    ['hev1.2.4.L93.B0', /hev1/],
    [undefined, /8 bit 4:2:0/],
  ])('%s: no tip to set what is set already', (codec, tip) => expect(english(decoderAdvice(codec))).toMatch(tip));
});

describe('what comes instead of video', () => {
  it('is named, with what to do', () => {
    const { message, tip } = describeStatus({
      ...blank,
      links: { video: open({ waitingFor: 'video', found: 'mpeg-ts' }) },
    });
    expect(english(message)).toBe('10.0.0.7:8000 sends MPEG-TS, and not bare H.264.');
    expect(english(tip!)).toMatch(/-f h264/);
  });
});

describe('a machine that cannot keep up', () => {
  it('is told while the picture lives, and of no recording', () => {
    expect(describeStrain(live)).toBeUndefined();
    expect(english(describeStrain({ ...live, isStrained: true })!.message)).toMatch(/cannot keep up/);
    expect(describeStrain({ ...live, isStrained: true, isRecording: true })).toBeUndefined();
  });
});

describe('the status of the telemetry', () => {
  it('is silent while telemetry comes, and while a first attempt is under way', () => {
    expect(describeOtherLinks(live)).toBeUndefined();
    expect(
      describeOtherLinks({ ...live, links: { telemetry: { state: 'connecting' } }, telemetryAgeMs: undefined }),
    ).toBeUndefined();
  });

  it('is nothing to speak of where a stream has none', () => {
    const stream = { ...live.stream!, kind: 'push' as const, telemetry: '' };
    expect(
      describeOtherLinks({ ...live, stream, links: { video: open(), telemetry: failed('refused') } }),
    ).toBeUndefined();
  });

  it.each<[string, Partial<StatusFacts>, RegExp]>([
    [
      'refused',
      { links: { video: open(), telemetry: failed('refused') }, telemetryAgeMs: undefined },
      /No telemetry: 10.0.0.7:8001 refuses/,
    ],
    ['connected and silent', { telemetryAgeMs: undefined }, /No telemetry yet/],
    [
      'closed after a long silence',
      { links: { video: open(), telemetry: failed('closed') }, telemetryAgeMs: undefined },
      /before it sent/,
    ],
    ['stopped', { telemetryAgeMs: 2000 }, /stopped/],
  ])('is told when %s, though video lives', (_, change, message) => {
    const facts = { ...live, ...change };
    expect(describeStatus(facts).kind).toBe('live');
    expect(english(describeOtherLinks(facts)!.message)).toMatch(message);
  });
});

describe('a stream without video', () => {
  const stream = { ...live.stream!, video: '' };

  it('is said to have none, whatever its telemetry does', () => {
    const alone = { ...blank, stream, links: { telemetry: failed('refused') } };
    expect(describeStatus(alone)).toMatchObject({ kind: 'noVideo', severity: 'normal' });
    expect(english(describeOtherLinks(alone)!.message)).toMatch(/No telemetry: 10.0.0.7:8001 refuses/);
  });

  it('is awaited until the station says what it has', () => {
    expect(describeStatus({ ...blank, stream, links: {} }).kind).toBe('noVehicle');
  });
});

describe('the status of the sound', () => {
  const stream = { ...live.stream!, sound: '10.0.0.7:8002' };
  const withSound = (sound: LinkState, more: Partial<StatusFacts> = {}) =>
    describeOtherLinks({ ...live, stream, links: { ...live.links, sound }, ...more });

  it('is told where its link fails, and behind what is the matter with the telemetry', () => {
    const alert = withSound(failed('refused'));
    expect(english(alert!.message)).toMatch(/No sound: 10.0.0.7:8002 refuses/);
    expect(english(alert!.tip!)).toMatch(/its sound program/);
    expect(english(withSound(failed('refused'), { telemetryAgeMs: undefined })!.message)).toMatch(/No telemetry/);
  });

  it('is nothing to speak of while its link stands, however quiet it is', () => {
    expect(withSound({ state: 'open', sinceUs: 0 })).toBeUndefined();
    expect(withSound({ state: 'connecting' })).toBeUndefined();
    expect(withSound(failed('refused'), { behindMs: 10 })).toBeUndefined();
  });
});
