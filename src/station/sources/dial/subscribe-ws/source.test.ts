import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { english } from '#core/texts/english';
import { type Gateway, startGateway } from '../../../gateway/gateway';
import type { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import { Station } from '../../../station';
import { Intake } from '../../intake/intake';

const CLIP = readFileSync(path.resolve(import.meta.dirname, '../../../../core/bitstream/fixtures/baseline.h264'));

let stations: Station[];
let gateways: Gateway[];
beforeEach(() => {
  stations = [];
  gateways = [];
});
afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all(stations.map((station) => station.close()));
});

function openStation(): Station {
  const station = new Station({ log: createLog('error', () => undefined), version: '1' });
  stations.push(station);
  return station;
}

async function serve(station: Station, port = 0): Promise<number> {
  const gateway = await startGateway({ station, listen: { address: '127.0.0.1', port }, viewerRoot: '/nowhere' });
  gateways.push(gateway);
  return Number(new URL(gateway.url).port);
}

/** Takes a stream in; what came is as a viewer gets it. */
function watch(url: string): { stream: Stream; pictures: AccessUnit[] } {
  const added = openStation().sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  const pictures: AccessUnit[] = [];
  added.value.subscribe({
    picture: (unit) => pictures.push(unit),
  });
  return { stream: added.value, pictures };
}

function until(assertion: () => void): Promise<void> {
  return vi.waitFor(assertion);
}

const bytesOf = (units: readonly AccessUnit[]) => units.map(({ data }) => Buffer.from(data).toString('base64'));

describe('a stream of a server that speaks the subscribe dialect', () => {
  it('is what the server has, whatever it is called, and goes on when the server comes back', async () => {
    const server = openStation();
    const stream = server.hub.add({ id: 'a b/c', name: 'c', kind: 'push', video: '', telemetry: '' });
    const sent: AccessUnit[] = [];
    stream.subscribe({ picture: (unit) => sent.push(unit) });
    const intake = new Intake(stream);
    intake.push(CLIP);
    const port = await serve(server);
    const viewer = watch(`subscribe+ws://127.0.0.1:${port}/ws/video?vehicleId=${encodeURIComponent('a b/c')}`);
    const fromKey = () => sent.slice(sent.map(({ key }) => key).lastIndexOf(true));
    await until(() => expect(bytesOf(viewer.pictures)).toEqual(bytesOf(fromKey())));
    const joinedAt = sent.length - viewer.pictures.length;
    intake.push(CLIP);
    await until(() => expect(viewer.pictures.length).toBeGreaterThan(10));
    await until(() => expect(bytesOf(viewer.pictures)).toEqual(bytesOf(sent.slice(joinedAt))));
    expect(viewer.stream.links.video).toMatchObject({ state: 'open' });

    await gateways.pop()?.close();
    await until(() => expect(viewer.stream.links.video).toMatchObject({ state: 'failed' }));
    await serve(server, port);
    const before = viewer.pictures.length;
    await until(() => expect(viewer.pictures.length).toBeGreaterThan(before));
  });

  it('is asked for again where the server has it not yet, and pinged where it has', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const heard: string[] = [];
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        heard.push(String(data));
        // A server that knows nothing of the vehicle at first, and no ping at all.
        if (heard.length === 1) socket.send('{"type":"error","message":"no such vehicle"}');
        if (heard.length === 2) socket.send('{"type":"subscribed","vehicleId":"7","channel":2}');
      });
    });
    const { port } = server.address() as { port: number };
    watch(`subscribe+ws://127.0.0.1:${port}?vehicleId=7&channel=2`);
    const subscribe = '{"type":"subscribe","vehicleId":"7","channel":2}';
    await until(() => expect(heard).toEqual([subscribe, subscribe, '{"type":"ping"}']));
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  it('needs a vehicle', () => {
    expect(openStation().sources.add('subscribe+ws://10.0.0.7')).toMatchObject({
      ok: false,
      message: { params: { why: { id: 'source.lacks', params: { key: 'vehicleId' } } } },
    });
  });
});
