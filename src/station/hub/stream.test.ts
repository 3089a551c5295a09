import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '#core/media/access-unit';
import { Stream } from './stream';

const INFO = { id: 's', number: 0, name: 's', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const unit = (number: number, key = false): AccessUnit => ({ data: new Uint8Array(1), key, receiveUs: number });

function watch(stream: Stream) {
  const pictures: number[] = [];
  const states: string[] = [];
  const leave = stream.subscribe({
    picture: (picture) => pictures.push(picture.receiveUs),
    telemetry: () => undefined,
    state: () => states.push(JSON.stringify(stream.video)),
  });
  return { pictures, states, leave };
}

describe('a stream', () => {
  it('gives a newcomer the pictures since the last key picture, then the live ones', () => {
    const stream = new Stream(INFO);
    for (let n = 0; n < 7; n++) stream.publish(unit(n, n === 0 || n === 4));
    const { pictures, leave } = watch(stream);
    stream.publish(unit(7));
    leave();
    stream.publish(unit(8));
    expect(pictures).toEqual([4, 5, 6, 7]);
  });

  it('passes nothing before a key picture, nor after a break, and says what it waits for', () => {
    const stream = new Stream(INFO);
    stream.setVideo({ state: 'open', sinceUs: 0 });
    stream.setVideo({ state: 'open', sinceUs: 0, lastDataUs: 1 });
    const { pictures } = watch(stream);
    expect(stream.video).toMatchObject({ waitingFor: 'picture' });
    stream.publish(unit(0));
    expect(stream.video).toMatchObject({ waitingFor: 'key-picture' });
    stream.publish(unit(1, true));
    expect(stream.video).not.toHaveProperty('waitingFor');
    stream.broke();
    stream.publish(unit(2));
    stream.publish(unit(3, true));
    stream.publish(unit(4));
    expect(pictures).toEqual([1, 3, 4]);
    expect(watch(stream).pictures).toEqual([3, 4]);
  });

  it('tells a state once', () => {
    const stream = new Stream(INFO);
    stream.setVideo({ state: 'open', sinceUs: 0, lastDataUs: 1 });
    const { states } = watch(stream);
    for (let n = 0; n < 10; n++) stream.publish(unit(n));
    expect(states).toHaveLength(2);
  });

  it('counts the pictures of a whole group, and those that nobody could get', () => {
    const stream = new Stream(INFO);
    stream.publish(unit(0));
    for (let n = 1; n < 12; n++) stream.publish(unit(n, n % 4 === 0));
    expect(stream.statistics()).toMatchObject({ groupLength: 4, droppedBeforeKey: 4, pictures: 12 });
    stream.broke();
    stream.publish(unit(12));
    stream.publish(unit(13, true));
    stream.publish(unit(14, true));
    expect(stream.statistics()).toMatchObject({ groupLength: 1, droppedBeforeKey: 5 });
  });

  it('tells how the link does, and leaves out what it does not know', () => {
    const stream = new Stream(INFO);
    for (const name of ['groupLength', 'jitterMs', 'lastPictureAgeMs', 'uptimeMs']) {
      expect(stream.statistics()).not.toHaveProperty(name);
    }
    const leave = stream.subscribe({ picture: () => undefined, state: () => undefined, telemetry: () => undefined });
    stream.setVideo({ state: 'open', sinceUs: performance.now() * 1000 - 5e6 });
    stream.publish(unit(performance.now() * 1000 - 1e6, true));
    const { uptimeMs, lastPictureAgeMs, subscribers } = stream.statistics();
    expect(uptimeMs).toBeGreaterThanOrEqual(5000);
    expect(lastPictureAgeMs).toBeGreaterThanOrEqual(1000);
    expect(subscribers).toBe(1);
    leave();
    expect(stream.statistics().subscribers).toBe(0);
  });

  it('gives a newcomer the last telemetry', () => {
    const stream = new Stream(INFO);
    stream.publishTelemetry({ rollDeg: 3 });
    let seen: unknown;
    stream.subscribe({ picture: () => undefined, state: () => undefined, telemetry: (values) => (seen = values) });
    expect(seen).toEqual({ rollDeg: 3 });
  });

  it('counts a link that came back, not the attempts that it took', () => {
    const stream = new Stream(INFO);
    const failure = { cause: 'refused', detail: '', everData: false } as const;
    for (let n = 0; n < 5; n++) stream.setVideo({ state: 'failed', failure, retryAtUs: 0 });
    for (let n = 0; n < 3; n++) {
      stream.setVideo({ state: 'open', sinceUs: n });
      stream.setVideo({ state: 'open', sinceUs: n, lastDataUs: n });
      stream.setVideo({ state: 'failed', failure, retryAtUs: 0 });
    }
    expect(stream.statistics().reconnects).toBe(2);
  });
});
