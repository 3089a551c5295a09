import { describe, expect, it } from 'vitest';
import type { LinkFailure, LinkState } from '#contracts/link';
import { describeStatus, describeTelemetry, type StatusFacts } from './describe';

const open = (extra: object = {}): LinkState => ({ state: 'open', sinceUs: 0, lastDataUs: 1, ...extra });
const failed = (cause: LinkFailure['cause'], everData = false): LinkState => ({
  state: 'failed',
  failure: { cause, detail: 'x', everData },
  retryAtUs: 0,
});

const live: StatusFacts = {
  link: 'open',
  stream: { id: 's', number: 0, name: 'v', kind: 'pi', video: '10.0.0.7:8000', telemetry: '10.0.0.7:8001' },
  video: open(),
  telemetry: open(),
  player: { state: 'decoding' },
  openForMs: 60_000,
  pictureAgeMs: 20,
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
    ['at the first attempt', { ...blank, video: { state: 'connecting' } }, 'connecting', /Connecting to 10.0.0.7:8000/],
    ['just connected', { ...blank, video: { state: 'open', sinceUs: 0 }, openForMs: 100 }, 'connecting', /Connected/],
    ['refused', { ...blank, video: failed('refused') }, 'unreachable', /refuses/],
    ['unreachable', { ...blank, video: failed('unreachable') }, 'unreachable', /cannot be reached/],
    ['unanswered', { ...blank, video: failed('timed-out') }, 'unreachable', /does not answer/],
    ['unknown by name', { ...blank, video: failed('not-found') }, 'unreachable', /name/],
    ['closed at once', { ...blank, video: failed('closed') }, 'unreachable', /closed .* before it sent anything/],
    ['connected and silent', { ...blank, video: { state: 'open', sinceUs: 0 } }, 'noData', /sends nothing/],
    [
      'without parameter sets',
      { ...blank, video: open({ waitingFor: 'parameter-sets' }) },
      'noPicture',
      /parameter sets/,
    ],
    ['before a key picture', { ...blank, video: open({ waitingFor: 'key-picture' }) }, 'noPicture', /key picture/],
    ['of something else', { ...blank, video: open({ waitingFor: 'picture' }) }, 'noPicture', /no picture in it/],
    [
      'that the decoder refuses',
      { ...blank, player: { state: 'failed', reason: 'The decoder refuses avc1.f4.', tip: 't' } },
      'noPicture',
      /decoder refuses/,
    ],
    [
      'that is played, and nobody here decodes',
      { ...live, behindMs: 3000, video: open({ waitingFor: 'transcoder' }) },
      'noPicture',
      /H\.265/,
    ],
    ['that was and is refused', { ...live, video: failed('refused'), pictureAgeMs: 4000 }, 'stale', /refuses/],
    ['that was and pauses', { ...live, pictureAgeMs: 1000 }, 'stale', /No new picture from 10.0.0.7:8000/],
    ['that comes, and is not shown', { ...blank, player: { state: 'decoding' } }, 'noPicture', /not one is shown/],
    ['that was, the station gone', { ...live, link: 'closed', pictureAgeMs: 40 }, 'stale', /station/],
    ['disconnected by the person', { ...live, link: 'ended' }, 'disconnected', /Disconnected/],
  ])('is told when %s', (_, facts, kind, message) => {
    const status = describeStatus(facts);
    expect(status.kind).toBe(kind);
    expect(status.message).toMatch(message);
    if (kind !== 'live' && kind !== 'connecting') expect(status.tip).not.toBe('');
  });

  it('does not flicker between two attempts', () => {
    const failure: LinkFailure = { cause: 'refused', detail: '', everData: false };
    const between = describeStatus({ ...blank, video: failed('refused') });
    expect(describeStatus({ ...blank, video: { state: 'connecting', failure } })).toEqual(between);
  });
});

describe('the status of the telemetry', () => {
  it('is silent while telemetry comes, and while a first attempt is under way', () => {
    expect(describeTelemetry(live)).toBeUndefined();
    expect(
      describeTelemetry({ ...live, telemetry: { state: 'connecting' }, telemetryAgeMs: undefined }),
    ).toBeUndefined();
  });

  it('is nothing to speak of where a stream has none', () => {
    const stream = { ...live.stream!, kind: 'push' as const, telemetry: '' };
    expect(describeTelemetry({ ...live, stream, telemetry: failed('refused') })).toBeUndefined();
  });

  it.each<[string, Partial<StatusFacts>, RegExp]>([
    ['refused', { telemetry: failed('refused'), telemetryAgeMs: undefined }, /No telemetry: 10.0.0.7:8001 refuses/],
    ['connected and silent', { telemetryAgeMs: undefined }, /No telemetry yet/],
    ['closed after a long silence', { telemetry: failed('closed'), telemetryAgeMs: undefined }, /before it sent/],
    ['stopped', { telemetryAgeMs: 2000 }, /stopped/],
  ])('is told when %s, though video lives', (_, change, message) => {
    const facts = { ...live, ...change };
    expect(describeStatus(facts).kind).toBe('live');
    expect(describeTelemetry(facts)?.message).toMatch(message);
  });
});
