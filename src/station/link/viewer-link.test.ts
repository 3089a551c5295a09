import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationMessage, StreamInfo } from '#contracts/link';
import { streamIdOf } from '#core/settings/source-url';
import { inWords } from '#core/texts/fixtures/in-words';
import { APPROVALS } from '../approvals/approvals';
import type { ViewerRights } from '../extension/rights';
import { openTestStation } from '../fixtures/test-station';
import type { Station } from '../station';

let station: Station;
beforeEach(() => {
  station = openTestStation();
});
afterEach(() => station.close());

const URL = 'pi://rover:8000?telemetry=8001';
const ID = streamIdOf(URL);

/** A viewer that only talks; no stream is fetched, since there is no subscriber. */
function viewer(rights?: ViewerRights) {
  const messages: StationMessage[] = [];
  let ask: (text: string) => void = () => undefined;
  station.attach(
    {
      send: (text) => messages.push(JSON.parse(text) as StationMessage),
      sendPicture: () => undefined,
      sendSound: () => undefined,
      onMessage: (listener) => {
        ask = listener;
      },
      onClose: () => undefined,
      close: () => undefined,
    },
    rights,
  );
  const streams = (): readonly StreamInfo[] =>
    messages.findLast((message) => message.type === 'streams')?.streams ?? [];
  return { messages, streams, ask: (message: object) => ask(JSON.stringify(message)) };
}

describe('a viewer', () => {
  it('adds, renames and removes a stream, and every viewer hears of it', () => {
    const [asking, other] = [viewer(), viewer()];
    asking.ask({ type: 'add', url: 'pi://rover?lazy=1' });
    expect(asking.messages.at(-1)).toEqual({ type: 'added', stream: ID });
    expect(other.streams()).toEqual([
      {
        id: ID,
        number: 0,
        name: 'rover',
        kind: 'pi',
        video: 'rover:8000',
        telemetry: 'rover:8001',
        source: `${URL}&lazy=1`,
        vehicle: { host: 'rover', videoPort: 8000, telemetryPort: 8001 },
      },
    ]);
    asking.ask({ type: 'rename', stream: ID, name: 'Red rover' });
    expect(other.streams()).toMatchObject([{ name: 'Red rover', source: `${URL}&name=Red%20rover&lazy=1` }]);
    const colours = { matrix: 'bt709', range: 'full' } as const;
    asking.ask({ type: 'colours', stream: ID, colours });
    expect(other.streams()).toMatchObject([
      { colours, source: `${URL}&name=Red%20rover&lazy=1&matrix=bt709&range=full` },
    ]);
    asking.ask({ type: 'remove', stream: ID });
    expect(other.streams()).toEqual([]);
    expect(other.messages.filter(({ type }) => type === 'added')).toEqual([]);
  });

  it('takes 32 streams at most, and another where it lets go of one', () => {
    const { ask, messages } = viewer();
    const refusals = () => messages.filter(({ type }) => type === 'error').map((message) => inWords(message));
    const ids = Array.from({ length: 33 }, (_, n) => `camera-${n}`);
    for (const id of ids) station.hub.add({ id, name: id, kind: 'push', video: '', telemetry: '' });
    for (const stream of ids.slice(0, 32)) ask({ type: 'subscribe', stream });
    expect(refusals()).toEqual([]);
    ask({ type: 'subscribe', stream: ids[32] });
    expect(refusals()).toMatchObject([{ message: expect.stringContaining('32') }]);
    ask({ type: 'unsubscribe', stream: ids[0] });
    ask({ type: 'subscribe', stream: ids[32] });
    expect(refusals()).toHaveLength(1);
  });

  it('gets the stream that is there already where it adds it again', () => {
    const { ask, messages, streams } = viewer();
    ask({ type: 'add', url: 'pi://rover?lazy=1' });
    ask({ type: 'add', url: 'pi://ROVER:8000?name=other' });
    expect(messages.filter(({ type }) => type === 'added')).toHaveLength(2);
    expect(streams()).toHaveLength(1);
  });

  it.each([
    [{ type: 'add', url: 'ftp://rover' }, 'has no scheme that a source has'],
    [{ type: 'remove', stream: 'none' }, '“none” is not a stream that the station fetches'],
    [{ type: 'rename', stream: 'none', name: 'x' }, '“none” is not a stream'],
  ])('is told what is wrong with %j', (message, words) => {
    const { ask, messages } = viewer();
    ask(message);
    expect(inWords(messages.at(-1))).toMatchObject({ type: 'error', message: expect.stringContaining(words) });
  });

  it.each([
    { type: 'rename', stream: ID, name: '' },
    { type: 'rename', stream: ID, name: 'a\nb' },
    { type: 'rename', stream: ID, name: 'x'.repeat(101) },
    { type: 'add', url: `pi://${'x'.repeat(500)}` },
    { type: 'add' },
  ])('is told that this is no question: %j', (message) => {
    const { ask, messages, streams } = viewer();
    ask({ type: 'add', url: 'pi://rover?lazy=1' });
    const before = messages.length;
    ask(message);
    expect(inWords(messages.slice(before))).toMatchObject([
      { type: 'error', message: expect.stringContaining('understand') },
    ]);
    expect(streams()).toMatchObject([{ name: 'rover' }]);
  });

  it('without the right changes nothing, and is told so', () => {
    station.sources.add('pi://rover?lazy=1');
    const { ask, messages, streams } = viewer({ mayChange: false });
    const asked = [
      { type: 'add', url: 'pi://b?lazy=1' },
      { type: 'remove', stream: ID },
      { type: 'rename', stream: ID, name: 'x' },
      { type: 'connect', host: 'b', videoPort: 1, telemetryPort: 2 },
      { type: 'disconnect' },
      { type: 'retry', stream: ID },
    ];
    for (const message of asked) ask(message);
    expect(messages.filter(({ type }) => type === 'error')).toHaveLength(asked.length);
    expect(streams()).toMatchObject([{ id: ID, name: 'rover' }]);
  });

  it('is told nothing of what was shown before, nor of what is on the network, unless it may choose', async () => {
    await station.close();
    station = openTestStation({ remembers: true });
    const [may, guest] = [viewer(), viewer({ mayChange: false })];
    expect(may.messages).toContainEqual(expect.objectContaining({ type: 'recent' }));
    const before = guest.messages.length;
    for (const ask of [{ type: 'look', on: true }, { type: 'demo' }, { type: 'start-with', start: 'nothing' }])
      guest.ask(ask);
    expect(guest.messages.slice(before).map(({ type }) => type)).toEqual(['error', 'error', 'error']);
    expect(guest.messages.filter(({ type }) => type === 'recent' || type === 'found')).toEqual([]);
  });

  it('who may change the streams is asked who else may send, and only that one', async () => {
    const [asked, guest] = [viewer(), viewer({ mayChange: false })];
    const approvals = station.get(APPROVALS);
    const answer = approvals?.ask({ kind: 'phone', name: 'Ann', address: '192.0.2.1' }, new AbortController().signal);
    const pending = [{ id: 1, kind: 'phone', name: 'Ann', address: '192.0.2.1' }];
    expect(asked.messages.at(-1)).toEqual({ type: 'approvals', pending });
    expect(viewer().messages).toContainEqual({ type: 'approvals', pending });
    expect(guest.messages.filter(({ type }) => type === 'approvals')).toEqual([]);
    guest.ask({ type: 'answer', id: 1, allow: true });
    asked.ask({ type: 'answer', id: 1, allow: false });
    await expect(answer).resolves.toBe(false);
    expect(asked.messages.at(-1)).toEqual({ type: 'approvals', pending: [] });
  });
});

describe('a viewer that pauses a stream', () => {
  function watching() {
    const stream = station.hub.add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
    const pictures: number[] = [];
    let ask: (text: string) => void = () => undefined;
    const texts: string[] = [];
    station.attach({
      send: (text) => texts.push(text),
      sendPicture: (_header, data) => pictures.push(data[0]!),
      sendSound: () => undefined,
      onMessage: (listener) => {
        ask = listener;
      },
      onClose: () => undefined,
      close: () => undefined,
    });
    ask('{"type":"subscribe","stream":"cam"}');
    const publish = (number: number, key = false) =>
      stream.publish({ data: Uint8Array.of(number), codec: 'h264', key, receiveUs: number * 100_000 });
    const pause = (given: string) => ask(JSON.stringify({ type: 'pause', stream: 'cam', pictures: given }));
    return { stream, pictures, texts, publish, pause };
  }

  it('gets no pictures but all else, and afterwards the group as it has become', () => {
    const { stream, pictures, texts, publish, pause } = watching();
    publish(1, true);
    publish(2);
    pause('none');
    publish(3);
    publish(4, true);
    publish(5);
    stream.publishTelemetry({ rollDeg: 7 });
    expect(texts.at(-1)).toContain('"rollDeg":7');
    pause('all');
    publish(6);
    expect(pictures).toEqual([1, 2, 4, 5, 6]);
    expect(stream.statistics().subscribers).toBe(1);
    expect(stream.deliveryDrops).toEqual({ overtaken: 0, overflow: 0, waitingForKey: 0 });
  });

  it('gets key pictures alone where it asks for these', () => {
    const { pictures, publish, pause } = watching();
    publish(1, true);
    pause('key');
    publish(2);
    publish(20, true);
    publish(21);
    publish(40, true);
    pause('nonsense');
    expect(pictures).toEqual([1, 20, 40]);
  });
});
