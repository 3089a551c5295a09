import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StationMessage } from '#contracts/link';
import { parseMessage, stationMessageSchema } from '#contracts/link';
import { text } from '#core/texts/text';
import { openTestStation } from '../../fixtures/test-station';
import { TestTerminal } from '../../sources/accept/jt/fixtures/test-terminal';
import type { JtServer } from '../../sources/accept/jt/jt-server';
import type { Station } from '../../station';

const PHONE = '012345678999';
const span = { fromMs: Date.UTC(2024, 0, 2), toMs: Date.UTC(2024, 0, 2, 0, 5) };

let station: Station;
let server: JtServer;
let terminal: TestTerminal;

beforeEach(async () => {
  station = openTestStation({
    dashCams: {
      options: { listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0, listed: [], acceptsNew: true },
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
