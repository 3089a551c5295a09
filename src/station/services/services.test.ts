import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTopic } from '#contracts/topics/define-topic';
import { number } from '#core/settings/flag';
import { SERVICE_FLAGS } from '#core/settings/service-flags';
import { verbatim } from '#core/texts/text';
import { Capability } from '../capability';
import { jsonReply } from '../extension/gateway-module';
import { type RunningService, type Service, service } from '../extension/service';
import { stationTopic } from '../extension/topic';
import { startGateway } from '../gateway/gateway';
import { createLog } from '../log';
import { Station } from '../station';
import { SERVICES } from './table';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What a lamp lights: only its own service, topic and routes know it. */
interface Lamp {
  readonly watts: number;
}
const LAMP = new Capability<Lamp>('lamp');

const lampHandler = stationTopic({
  contract: defineTopic({
    name: 'lamp',
    asks: [z.object({ type: z.literal('lamp') })],
    tells: [z.object({ type: z.literal('lit'), watts: z.number().optional() })],
  }),
  open: ({ station, tell }) => ({ answer: () => tell({ type: 'lit', watts: station.get(LAMP)?.watts }) }),
});

const lampService = service({
  id: 'lamp',
  flags: { lampWatts: { kind: number('WATTS', 0, 100, true), description: verbatim('How bright.'), fallback: 5 } },
  closes: 'writers',
  start({ provide }, { lampWatts }) {
    const withdraw = provide(LAMP, { watts: lampWatts });
    return { close: withdraw };
  },
  topics: [lampHandler],
  routes: [
    ({ station }) => ({
      http: [
        {
          method: 'GET',
          path: '/api/lamp',
          role: 'viewer',
          about: { summary: 'The lamp', responses: { 200: { description: 'Its watts.' } } },
          handle: () => jsonReply(station.get(LAMP) ?? {}),
        },
      ],
    }),
  ],
});

function open(services: readonly Service[], settings: Record<string, unknown> = {}) {
  const lines: string[] = [];
  const log = createLog('error', (line) => lines.push(line));
  const station = new Station({ log, version: '1', services });
  station.start(settings);
  closers.push(() => station.close());
  return { station, lines };
}

/** A row that does nothing but note what happens to it. */
function noting(
  id: string,
  closes: Service['closes'],
  notes: string[],
  running: Partial<RunningService> = {},
): Service {
  return {
    id,
    flags: {},
    closes,
    start() {
      notes.push(`${id} starts`);
      return { ...running, close: () => void notes.push(`${id} ends`) };
    },
  };
}

/** A port at which a viewer asks with `ask`. */
function viewerPort() {
  const told: unknown[] = [];
  const port = {
    ask: (_text: string): void => undefined,
    close: (): void => undefined,
    send: (text: string) => void told.push(JSON.parse(text)),
    sendPicture: () => undefined,
    sendSound: () => undefined,
    onMessage(listener: (text: string) => void) {
      port.ask = listener;
    },
    onClose(listener: () => void) {
      const before = port.close;
      port.close = () => {
        before();
        listener();
      };
    },
  };
  return { port, told };
}

describe('a service that is added as one row', () => {
  it('has its settings, topic, routes and capability, and nothing else is another', async () => {
    const { station } = open([lampService], { lampWatts: 7 });
    const gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: os.tmpdir() });
    closers.push(() => gateway.close());
    expect(await (await fetch(new URL('/api/lamp', gateway.url))).json()).toEqual({ watts: 7 });
    const { port, told } = viewerPort();
    station.attach(port);
    port.ask('{"type":"lamp"}');
    expect(told.at(-1)).toEqual({ type: 'lit', watts: 7 });
    await station.close();
    expect(station.get(LAMP)).toBeUndefined();
  });
});

describe('services', () => {
  it('each have an id, and read only settings that every command with a station has', () => {
    expect(new Set(SERVICES.map(({ id }) => id)).size).toBe(SERVICES.length);
    for (const { id, flags } of SERVICES) {
      for (const name of Object.keys(flags)) expect(Object.keys(SERVICE_FLAGS), id).toContain(name);
    }
  });

  it('begin in the order of their table, and end by stage: links after the listeners, what can be rewound last', async () => {
    const notes: string[] = [];
    const stages = ['past', 'clips', 'writers', 'players', 'listeners'] as const;
    const { station } = open(stages.map((stage) => noting(stage, stage, notes)));
    const { port } = viewerPort();
    station.attach(port);
    port.onClose(() => notes.push('the link ends'));
    await station.close();
    const ends = ['listeners ends', 'the link ends', 'players ends', 'writers ends', 'clips ends', 'past ends'];
    expect(notes).toEqual([...stages.map((stage) => `${stage} starts`), ...ends]);
  });

  it('that cannot start or end is named in the log, and leaves the others', async () => {
    const notes: string[] = [];
    const raise = (): never => {
      throw new Error('no power');
    };
    const broken: Service = { id: 'broken', flags: {}, closes: 'writers', start: raise };
    const stuck: Service = { id: 'stuck', flags: {}, closes: 'writers', start: () => ({ close: raise }) };
    const { station, lines } = open([broken, stuck, noting('sound', 'past', notes)]);
    await station.close();
    expect(lines).toEqual([expect.stringMatching(/broken .*no power/), expect.stringMatching(/stuck .*no power/)]);
    expect(notes).toEqual(['sound starts', 'sound ends']);
  });

  it('that have ports say which cannot be had, and end before all others', async () => {
    const notes: string[] = [];
    const refused = noting('refused', 'listeners', notes, {
      listen: () => Promise.reject(new Error('choose another port')),
    });
    const { station } = open([refused, noting('writer', 'writers', notes)]);
    expect(await station.listen()).toEqual(['choose another port']);
    await station.closeListeners();
    expect(notes.at(-1)).toBe('refused ends');
    await station.close();
    expect(notes.at(-1)).toBe('writer ends');
    expect(notes.filter((note) => note === 'refused ends')).toHaveLength(1);
  });

  it('try again what is asked for', () => {
    const tried: string[] = [];
    const { station } = open([noting('broker', 'writers', [], { retryNow: (stream) => tried.push(stream) })]);
    station.retryNow('cam');
    expect(tried).toEqual(['cam']);
  });
});
