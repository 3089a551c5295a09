import { describe, expect, it } from 'vitest';
import { formatOf } from '#core/bitstream/format';
import { chartStream } from '#core/colour/fixtures/chart';
import type { AccessUnit } from '#core/media/access-unit';
import { Stream } from './stream';

const INFO = { id: 's', number: 0, name: 's', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;
const unit = (number: number, key = false): AccessUnit => ({
  data: new Uint8Array(1),
  codec: 'h264',
  key,
  receiveUs: number,
});

function watch(stream: Stream) {
  const pictures: number[] = [];
  const states: string[] = [];
  const leave = stream.subscribe({
    picture: (picture) => pictures.push(picture.receiveUs),
    state: () => states.push(JSON.stringify(stream.links.video)),
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
    stream.setLink('video', { state: 'open', sinceUs: 0 });
    stream.setLink('video', { state: 'open', sinceUs: 0, lastDataUs: 1 });
    const { pictures } = watch(stream);
    expect(stream.links.video).toMatchObject({ waitingFor: 'picture' });
    stream.publish(unit(0));
    expect(stream.links.video).toMatchObject({ waitingFor: 'key-picture' });
    stream.publish(unit(1, true));
    expect(stream.links.video).not.toHaveProperty('waitingFor');
    stream.broke();
    stream.publish(unit(2));
    stream.publish(unit(3, true));
    stream.publish(unit(4));
    expect(pictures).toEqual([1, 3, 4]);
    expect(watch(stream).pictures).toEqual([3, 4]);
  });

  it('begins at an entry that is no key picture, before the first one and after a break, and says that it does', () => {
    const stream = new Stream(INFO);
    const given: AccessUnit[] = [];
    stream.subscribe({ picture: (picture) => given.push(picture), telemetry: () => undefined, state: () => undefined });
    const entry = (number: number): AccessUnit => ({ ...unit(number), entry: { recovery: 0 } });
    for (const picture of [unit(0), entry(1), unit(2), entry(3)]) stream.publish(picture);
    stream.broke();
    for (const picture of [unit(4), entry(5), unit(6)]) stream.publish(picture);
    expect(given.map(({ receiveUs, afterLoss }) => [receiveUs, afterLoss === true])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [5, true],
      [6, false],
    ]);
    expect(watch(stream).pictures).toEqual([5, 6]);
  });

  it('says after many pictures that there may never be one to begin with', () => {
    const stream = new Stream(INFO);
    stream.setLink('video', { state: 'open', sinceUs: 0 });
    stream.setLink('video', { state: 'open', sinceUs: 0, lastDataUs: 1 });
    for (let n = 0; n < 300; n++) stream.publish(unit(n));
    expect(stream.links.video).toMatchObject({ waitingFor: 'entry' });
    stream.publish(unit(300, true));
    expect(stream.links.video).not.toHaveProperty('waitingFor');
    for (let n = 301; n < 900; n++) stream.publish(unit(n));
    expect(stream.lacksEntry).toBe(false);
    for (let n = 900; n < 902; n++) stream.publish(unit(n));
    expect(stream.lacksEntry).toBe(true);
  });

  it('puts right what its camera says of its colours, for all who take it', () => {
    const stream = new Stream(INFO);
    const colours: unknown[] = [];
    stream.subscribe({
      picture: ({ data }) => colours.push(formatOf(data)?.colour),
    });
    const data = chartStream({ width: 320, height: 240, matrix: 601, frames: 1 });
    stream.publish({ codec: 'h264', data, key: true, receiveUs: 0 });
    stream.correctColours({ matrix: 'bt709' });
    stream.publish({ codec: 'h264', data, key: true, receiveUs: 1 });
    expect(colours).toMatchObject([{ matrix: 6 }, { matrix: 1, fullRange: false }]);
  });

  it('tells a state once', () => {
    const stream = new Stream(INFO);
    stream.setLink('video', { state: 'open', sinceUs: 0, lastDataUs: 1 });
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
    const leave = stream.subscribe({});
    stream.setLink('video', { state: 'open', sinceUs: performance.now() * 1000 - 5e6 });
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
    stream.subscribe({ telemetry: (values) => (seen = values) });
    expect(seen).toEqual({ rollDeg: 3 });
  });

  it('counts a link that came back, not the attempts that it took', () => {
    const stream = new Stream(INFO);
    const failure = { cause: 'refused', detail: '', everData: false } as const;
    for (let n = 0; n < 5; n++) stream.setLink('video', { state: 'failed', failure, retryAtUs: 0 });
    for (let n = 0; n < 3; n++) {
      stream.setLink('video', { state: 'open', sinceUs: n });
      stream.setLink('video', { state: 'open', sinceUs: n, lastDataUs: n });
      stream.setLink('video', { state: 'failed', failure, retryAtUs: 0 });
    }
    expect(stream.statistics().reconnects).toBe(2);
  });
});
