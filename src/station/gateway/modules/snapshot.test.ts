import { expect, it } from 'vitest';
import { nowUs } from '../../clock';
import { createLog } from '../../log';
import { Station } from '../../station';
import { startGateway } from '../gateway';

it('A snapshot of a stream, whatever its id, is its picture and says when that came', async () => {
  const station = new Station({ log: createLog('error', () => undefined), version: '1' });
  const stream = station.hub.add({ id: 'jpeg+ws://a:1/b', name: 'b', kind: 'jpeg', video: '', telemetry: '' });
  stream.publish({ data: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), key: true, codec: 'jpeg', receiveUs: nowUs() });
  const gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere' });
  const path = (id: string) => new URL(`/api/streams/${encodeURIComponent(id)}/snapshot.jpeg`, gateway.url);
  const answer = await fetch(path('jpeg+ws://a:1/b'));
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(Date.parse(answer.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9));
  expect((await fetch(path('none'))).status).toBe(404);
  await gateway.close();
  await station.close();
});

it('Snapshots of one client are three at a time, so that another finds the fourth place', async () => {
  const station = new Station({ log: createLog('error', () => undefined), version: '1' });
  const gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere' });
  // None gives a picture yet: each question waits for one.
  const streams = ['a', 'b', 'c', 'd'].map((id) =>
    station.hub.add({ id, name: id, kind: 'jpeg', video: '', telemetry: '' }),
  );
  const ask = (id: string) => fetch(new URL(`/api/streams/${id}/snapshot.jpeg`, gateway.url));
  const asked = ['a', 'b', 'c', 'd'].map(ask);
  const refused = await Promise.race(asked);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ id: 'snapshot.tooMany' });
  const publish = () => {
    for (const stream of streams) {
      stream.publish({ data: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), key: true, codec: 'jpeg', receiveUs: nowUs() });
    }
  };
  publish();
  const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 200, 200, 503]);
  // Their places are free again.
  expect((await ask('a')).status).toBe(200);
  await gateway.close();
  await station.close();
});
