import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { loadClip } from '../../clips/clip';
import { createLog } from '../../log';
import { openToDashCams } from '../../sources/accept/jt/jt-server';
import { Station } from '../../station';
import { runDashcam } from './dashcam';

const clip = await loadClip(fileURLToPath(new URL('../../../core/bitstream/fixtures/baseline.h264', import.meta.url)));
/** Parameter sets may be rewritten on the way; the end of a picture's last slice is not. */
const endOf = (data: Uint8Array) => Buffer.from(data.subarray(-64)).toString('hex');
const numbers = new Map(clip.map(({ data }, number) => [endOf(data), number]));

it('of a camera whose datagrams are lost and overtaken, every picture is whole and follows the one that it refers to', async () => {
  expect(numbers.size).toBe(clip.length);
  const station = new Station({ log: createLog('error', () => undefined), version: 'test' });
  const ports = { tcpPort: 0, udpPort: 0, playbackPort: 0 };
  const server = await openToDashCams(station, { listen: '127.0.0.1', ...ports, listed: [], acceptsNew: true });
  const ended = new AbortController();
  const running = runDashcam(
    {
      host: '127.0.0.1',
      port: server.tcpPort,
      phone: '13800138000',
      channels: 1,
      version: 2019,
      transport: 'udp',
      loss: 2,
      reorder: true,
      sound: true,
      clip,
      fps: 240,
      heartbeatSeconds: 30,
      reportSeconds: 30,
      onEvent: () => undefined,
    },
    ended.signal,
  );
  try {
    const stream = await vi.waitUntil(() => station.hub.get('013800138000_1'));
    const seen: { readonly number: number | undefined; readonly key: boolean }[] = [];
    stream.subscribe({
      picture: ({ data, key }) => seen.push({ number: numbers.get(endOf(data)), key }),
    });
    await vi.waitUntil(() => seen.length > 400 && stream.statistics().faults >= 5);
    expect(seen.filter(({ number }) => number === undefined)).toEqual([]);
    const outOfTurn = seen.filter(
      ({ number, key }, n) => !key && number !== ((seen[n - 1]?.number ?? -2) + 1) % clip.length,
    );
    expect(outOfTurn).toEqual([]);
  } finally {
    ended.abort();
    await running;
    await server.close();
    await station.close();
  }
});
