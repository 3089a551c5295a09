import { describe, expect, it } from 'vitest';
import type { Location } from '#core/protocols/jt808/messages/location';
import type { SafetyAlarm } from '#core/protocols/jt808/safety-alarms';
import { Hub } from '../../../hub/hub';
import { createLog } from '../../../log';
import { AttachmentRequests } from './attachment-request';
import { CHANNEL_TIMES } from './channel-times';
import { Fleet } from './fleet';
import { addFile, SafetyLog } from './safety-log';
import { StrangerLimit } from './stranger-limit';
import { Terminal, type TerminalLink } from './terminal';
import { TerminalBook } from './terminal-book';
import { Track } from './track';
import { Uploads } from './uploads';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

function openFleet() {
  const hub = new Hub();
  const log = createLog('error', () => undefined);
  const playbackPorts = () => ({ tcpPort: 0, udpPort: 0 });
  return { hub, fleet: new Fleet({ hub, log, showDamaged: false, times: CHANNEL_TIMES, playbackPorts }) };
}

/** A terminal that is there, and what it is told. */
function online(terminal: Terminal) {
  const sent: unknown[] = [];
  const link: TerminalLink = {
    send: (message) => sent.push(message),
    close: () => undefined,
    ...{ localAddress: '127.0.0.1', remoteAddress: '10.0.0.1', edition: 2019 },
  };
  const media = { ip: '127.0.0.1', tcpPort: 1, udpPort: 1 };
  terminal.connect(link, { media, ask: () => Promise.resolve(undefined), tell: () => undefined } as never);
  return { link, sent };
}

const alarm = (n: number): SafetyAlarm =>
  ({
    ...{ system: 'adas', alarmNumber: n, flag: 1, type: 1, level: 1, keys: [], speed: 0, altitude: 0 },
    ...{ latitude: 0, longitude: 0, time: '261130120000' },
    id: { terminalId: '1', time: '261130120000', sequence: 0, attachments: 1, reserved: 0 },
  }) as unknown as SafetyAlarm;

describe('what a fleet can make the station hold', () => {
  it('is 16 cameras of a terminal, and 512 in all: those of terminals that have gone make room', () => {
    const { hub, fleet } = openFleet();
    const terminals = upTo(33).map((n) => fleet.admit(`${n}`, undefined)!);
    const [first, ...others] = terminals;
    const { link } = online(first!);
    for (const each of terminals) {
      if (each !== first) online(each);
      fleet.openChannels(each, 255);
    }
    expect(first!.channels.size).toBe(16);
    expect(hub.list()).toHaveLength(512);
    expect(others.at(-1)!.channels.size).toBe(0);
    first!.disconnect(link, 'gone');
    fleet.openChannels(others.at(-1)!, 1);
    expect([first!.channels.size, others.at(-1)!.channels.size]).toEqual([0, 1]);
    fleet.close();
  });

  it('is 20,000 terminals; of those that have gone the first is forgotten', () => {
    const { fleet } = openFleet();
    const first = fleet.admit('0', undefined)!;
    online(first);
    for (let n = 1; n < 20_000; n++) fleet.admit(`${n}`, undefined);
    expect(fleet.admit('more', undefined)).toBeDefined();
    expect(fleet.list()).toHaveLength(20_000);
    expect([fleet.get('0'), fleet.get('1')]).toEqual([first, undefined]);
    fleet.close();
  });

  it('is 20,000 codes beside those of terminals that were named', () => {
    const book = new TerminalBook({ listed: [{ phone: '13900000000', code: 'x' }], acceptsNew: true });
    const results = upTo(20_001).map((n) => book.register(`1380000${n}`, 'identity').result);
    expect(new Set(results.slice(0, 20_000))).toEqual(new Set([0]));
    expect(results[20_000]).not.toBe(0);
  });

  it('is 2,048 connections of strangers, 256 of one address', () => {
    const limit = new StrangerLimit();
    const enter = (address: string) => limit.enter(address);
    const leave = upTo(256).map(() => enter('10.0.0.1'));
    expect(leave.every((each) => each)).toBe(true);
    expect(enter('10.0.0.1')).toBeUndefined();
    for (const n of upTo(2048 - 256)) expect(enter(`10.1.${n >> 8}.${n & 255}`)).toBeDefined();
    expect(enter('10.0.0.2')).toBeUndefined();
    leave[0]?.();
    // Once more is not one more place.
    leave[0]?.();
    expect([enter('10.0.0.2') === undefined, enter('10.0.0.3') === undefined]).toEqual([false, true]);
  });

  it('is 500,000 places of all tracks together', () => {
    const budget = { points: 500_000 - 1 };
    const track = new Track(budget);
    const location = (second: number) =>
      ({
        ...{ alarmFlag: 0, status: 2, latitude: 31e6, longitude: 121e6, altitude: 0, speed: 0, direction: 0 },
        time: `2611301200${second}`,
      }) as Location;
    for (const second of [10, 11, 12]) track.take(location(second));
    expect(budget.points).toBeLessThanOrEqual(500_000);
  });
});

describe('what one terminal can make the station hold', () => {
  it('is 64 questions that wait', async () => {
    const terminal = new Terminal('1', { points: 0 });
    const { link, sent } = online(terminal);
    const ask = () => terminal.ask({ kind: 'queryPosition', body: {} }, 60_000);
    const waiting = upTo(64).map(ask);
    expect(await ask()).toBeUndefined();
    expect(sent).toHaveLength(64);
    terminal.disconnect(link, 'gone');
    expect(await Promise.all(waiting)).toEqual(Array(64).fill(undefined));
  });

  it('is its last 100 alarms, with 64 files each', () => {
    const log = new SafetyLog();
    const first = log.take(alarm(0), 0)!;
    for (let n = 1; n <= 100; n++) log.take(alarm(n), n);
    expect(log.list()).toHaveLength(100);
    expect(log.get(first.id)).toBeUndefined();
    for (let n = 0; n < 100; n++) addFile(first, `${n}`);
    expect(first.files).toHaveLength(64);
  });

  it('is its last 20 uploads', async () => {
    const uploads = new Uploads();
    const server = { host: 'h', port: 21, user: '', password: '', path: '/' };
    const order = { channel: 1, fromMs: 0, toMs: 1, server, conditions: 0 };
    const asked = {
      ask: () => Promise.resolve({ kind: 'terminalResponse', body: { result: 0 } }),
    } as unknown as Parameters<Uploads['order']>[0];
    for (let n = 0; n < 25; n++) await uploads.order(asked, order);
    expect(uploads.list().map(({ id }) => id)).toEqual(upTo(20).map((n) => n + 6));
  });

  it('is 4,096 alarms of the fleet whose files are waited for: the first is forgotten', async () => {
    const terminal = new Terminal('1', { points: 0 });
    const { link } = online(terminal);
    const requests = new AttachmentRequests();
    const log = new SafetyLog();
    const alarms = upTo(4097).map((n) => log.take(alarm(n), n)!);
    const asked = alarms.map((each) => requests.ask(terminal, each));
    expect(alarms.slice(0, 2).map(({ number }) => requests.get(number)?.alarm)).toEqual([undefined, alarms[1]]);
    terminal.disconnect(link, 'gone');
    await Promise.all(asked);
  });
});
