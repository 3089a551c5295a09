import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StationMessage } from '#contracts/link';
import { parseMessage, stationMessageSchema } from '#contracts/link';
import { text } from '#core/texts/text';
import { openTestStation } from '../../fixtures/test-station';
import { testPicture } from '../../simulators/dashcam/test-picture';
import { TestTerminal } from '../../sources/accept/jt/fixtures/test-terminal';
import type { JtServer } from '../../sources/accept/jt/jt-server';
import type { Station } from '../../station';

const PHONE = '012345678999';
const span = { fromMs: Date.UTC(2024, 0, 2), toMs: Date.UTC(2024, 0, 2, 0, 5) };

let folder: string;
let station: Station;
let server: JtServer;
let terminal: TestTerminal;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fleet-watch-'));
  station = openTestStation({
    dashCams: {
      options: {
        ...{ listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0, listed: [], acceptsNew: true },
        keepIn: { folder, quotaBytes: 2 ** 20, reserveBytes: 0 },
      },
      opened: (opened) => {
        server = opened;
      },
    },
  });
  await station.listen();
  terminal = new TestTerminal(server.tcpPort, PHONE);
  await terminal.comes();
  await vi.waitFor(() => expect(station.hub.get(`${PHONE}_1`)).toBeDefined());
});

afterEach(async () => {
  terminal.close();
  await server.close();
  await station.close();
  await rm(folder, { recursive: true, force: true });
});

function viewer(mayChange = true) {
  const messages: StationMessage[] = [];
  let ask: (text: string) => void = () => undefined;
  let close: () => void = () => undefined;
  station.attach(
    {
      send: (text) => {
        const message = parseMessage(stationMessageSchema, text);
        if (message) messages.push(message);
      },
      sendPicture: () => undefined,
      sendSound: () => undefined,
      onMessage: (listener) => {
        ask = listener;
      },
      onClose: (listener) => {
        const before = close;
        close = () => {
          before();
          listener();
        };
      },
      close: () => close(),
    },
    { mayChange },
  );
  const last = <T extends StationMessage['type']>(type: T) =>
    messages.findLast((message): message is Extract<StationMessage, { type: T }> => message.type === type);
  return {
    messages,
    last,
    ask: (about: object) => ask(JSON.stringify({ type: 'fleet', about })),
    close: () => close(),
  };
}

describe('a viewer', () => {
  it('is told of the vehicles once it asks, and again when they change', async () => {
    const { last, ask } = viewer();
    expect(last('fleet')).toBeUndefined();
    ask({ ask: 'watch', on: true });
    expect(last('fleet')?.fleet).toMatchObject({ isOpen: true, total: 1, vehicles: [{ sim: PHONE, online: true }] });
    terminal.close();
    await vi.waitFor(() => expect(last('fleet')?.fleet.vehicles[0]?.online).toBe(false));
  });

  it('is told that none are let in', async () => {
    const { last, ask } = viewer();
    await station.closeListeners();
    ask({ ask: 'watch', on: true });
    expect(last('fleet')?.fleet).toEqual({ isOpen: false, vehicles: [], total: 0 });
  });

  it('has a camera play what it recorded, and sees it', async () => {
    const { last, ask } = viewer();
    ask({ ask: 'recordings', sim: PHONE, channel: 1, ...span });
    const { serial } = await terminal.next('queryRecordings');
    terminal.say({ kind: 'recordings', body: { responseSerial: serial, recordings: [] } });
    await vi.waitFor(() =>
      expect(last('camera-recordings')?.answer).toEqual({ sim: PHONE, channel: 1, recordings: [] }),
    );
    ask({ ask: 'play', sim: PHONE, channel: 1, ...span });
    const request = await terminal.next('playbackRequest');
    terminal.say({ kind: 'terminalResponse', body: { responseSerial: request.serial, responseId: 0x9201, result: 0 } });
    await vi.waitFor(() => expect(last('added')?.stream).toBe(`${PHONE}_1_playback`));
    ask({ ask: 'speed', sim: PHONE, channel: 1, speed: 2 });
    expect(await terminal.next('playbackControl')).toMatchObject({ command: 3, speed: 2 });
    ask({ ask: 'order', sim: PHONE, channel: 1, order: 'end' });
    expect(await terminal.next('playbackControl')).toMatchObject({ command: 2 });
  });

  it('that may only watch has no camera play, and is told so', () => {
    const { last, ask } = viewer(false);
    ask({ ask: 'play', sim: PHONE, channel: 1, ...span });
    expect(last('error')).toMatchObject({ message: text('refused.watchOnlyDashCams') });
    expect(terminal.received.some(({ message }) => message.kind === 'playbackRequest')).toBe(false);
  });
});

it('a viewer that may only watch is shown a picture that a vehicle sent, and what is no picture is not', async () => {
  const jpeg = testPicture(1);
  const media = { mediaType: 0, format: 0, event: 1, channel: 1 };
  terminal.say({ kind: 'mediaData', body: { ...media, mediaId: 1, data: jpeg } });
  terminal.say({ kind: 'mediaData', body: { ...media, mediaId: 2, data: Uint8Array.of(1, 2, 3) } });
  await terminal.next('mediaAnswer', ({ mediaId }) => mediaId === 2);
  const files = server.fleet.files!.list(PHONE);
  const [good, bad] = [jpeg.length, 3].map((bytes) => files.find((file) => file.bytes === bytes)!.id);
  const watcher = viewer(false);
  for (const file of [good, bad, '../../secret']) {
    watcher.ask({ ask: 'picture', sim: PHONE, file });
  }
  const answers = () => watcher.messages.flatMap((one) => (one.type === 'vehicle-picture' ? [one.answer] : []));
  await vi.waitFor(() => expect(answers()).toHaveLength(3));
  const of = (file: string | undefined) => answers().find((answer) => answer.file === file);
  expect(of(good)?.jpeg).toBe(Buffer.from(jpeg).toString('base64'));
  expect(of(bad)).toEqual({ sim: PHONE, file: bad });
  expect(of('../../secret')).not.toHaveProperty('jpeg');
});
