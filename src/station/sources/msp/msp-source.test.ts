import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telemetrySchema } from '#contracts/telemetry';
import { encodeFrame } from '#core/protocols/msp/encode';
import { english } from '#core/texts/english';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { runMspSimulator } from '../../simulators/msp/simulator';
import { SourceList } from '../source-list';
import { OsdFeed } from './osd-feed';

const LOG = createLog('error', () => undefined);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function freePort(): Promise<number> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

function open(url: string): Stream {
  const sources = new SourceList({ hub: new Hub(), log: LOG, showDamaged: false });
  ends.push(() => sources.close());
  const added = sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  return added.value;
}

it.each(['30x16', '50x18', '53x20', '60x22'])(
  'takes a flight controller’s screen of %s over UDP, through noise',
  async (grid) => {
    const port = await freePort();
    const stream = open(`msp+udp://127.0.0.1:${port}`);
    expect(stream.info).toMatchObject({ kind: 'msp', video: '', telemetry: `udp 127.0.0.1:${port}` });
    const [cols = 0, rows = 0] = grid.split('x').map(Number);
    const simulator = runMspSimulator({
      to: { address: '127.0.0.1', port },
      grid: { cols, rows },
      fps: 20,
      noise: true,
    });
    ends.push(() => simulator.close());
    await expect
      .poll(() => stream.lastTelemetry?.values.osd, { timeout: 20_000 })
      .toMatchObject({
        cols,
        rows,
        variant: 'BTFL',
        lines: expect.arrayContaining([expect.stringContaining('GROUNDGLASS')]),
      });
    expect(telemetrySchema.safeParse(stream.lastTelemetry?.values).success).toBe(true);
  },
);

it('is the telemetry of a camera', async () => {
  const port = await freePort();
  const stream = open(
    `pi://127.0.0.1:9?telemetry=9&vehicle=${encodeURIComponent(`msp+udp://127.0.0.1:${port}?grid=30x16`)}`,
  );
  const simulator = runMspSimulator({
    ...{ to: { address: '127.0.0.1', port }, grid: { cols: 60, rows: 22 }, fps: 20, noise: false },
  });
  ends.push(() => simulator.close());
  // What a person says of the grid counts.
  await expect.poll(() => stream.lastTelemetry?.values.osd, { timeout: 20_000 }).toMatchObject({ cols: 30, rows: 16 });
});

describe('the screen of one sender', () => {
  const S = 1_000_000;
  const draw = (text: string) =>
    Buffer.concat([encodeFrame(182, [2]), encodeFrame(182, [3, 0, 0, 0, ...Buffer.from(text)]), encodeFrame(182, [4])]);
  let stream: Stream;
  let feed: OsdFeed;
  let told: (string | undefined)[];
  beforeEach(() => {
    const hub = new Hub();
    stream = hub.add({ id: 's', name: 's', kind: 'msp', video: '', telemetry: 'udp' });
    told = [];
    stream.tap({ telemetry: (values) => told.push(values.osd?.lines.join('|')) });
    feed = new OsdFeed(stream, undefined);
  });

  it('is told at once after a pause, then twenty times a second at most, and the last always', () => {
    for (let n = 0; n < 100; n++) feed.take(draw(`N${n}`), 'a', S + n * 10_000);
    feed.look(3 * S);
    expect(told[0]).toBe('N0');
    expect(told.at(-1)).toBe('N99');
    expect(told.length).toBeLessThanOrEqual(22);
    expect(told.length).toBeGreaterThan(15);
  });

  it('is told again each second while the flight controller is there, goes when it is silent, and when it is released', () => {
    feed.take(draw('HERE'), 'a', S);
    feed.take(encodeFrame(182, [0]), 'a', 1.5 * S);
    feed.take(encodeFrame(182, [0]), 'a', 2.1 * S);
    expect(told).toEqual(['HERE', 'HERE']);
    for (let us = 2.2 * S; us < 9 * S; us += S / 4) feed.look(us);
    expect(told).toEqual(['HERE', 'HERE', undefined]);
    expect(stream.lastTelemetry?.values).toEqual({});
    feed.take(draw('BACK'), 'a', 10 * S);
    feed.take(encodeFrame(182, [1]), 'a', 10.1 * S);
    expect(told).toEqual(['HERE', 'HERE', undefined, 'BACK', undefined]);
  });

  it('is no other one’s until that sender is silent, and noise holds nobody up', () => {
    expect(feed.take(Buffer.from('noise'), 'noise', S)).toBe(false);
    expect(feed.take(draw('FIRST'), 'a', S)).toBe(true);
    expect(feed.take(draw('SECOND'), 'b', 2 * S)).toBe(false);
    expect(told).toEqual(['FIRST']);
    expect(feed.take(draw('SECOND'), 'b', 7 * S)).toBe(true);
    expect(told.at(-1)).toBe('SECOND');
    const said = (seesAddresses: boolean) => JSON.stringify(stream.inspect({ seesAddresses }));
    expect(said(true)).toContain('"b"');
    expect(said(false)).not.toContain('"b"');
    const [section] = stream.inspect({ seesAddresses: true });
    expect(section?.advice.map((one) => english(one))).toEqual([expect.stringContaining('More than one sends')]);
  });
});
