import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import { Broker } from '../../broker/broker';
import { createLog } from '../../log';
import { AmqpTap } from '../../sinks/amqp/amqp-tap';
import { Station } from '../../station';
import { type Gateway, startGateway } from '../gateway';

/** Nobody listens there. */
const URL_WITH_SECRET = 'amqp://me:secret@127.0.0.1:9/boats';

let station: Station;
let gateway: Gateway;
beforeAll(async () => {
  const log = createLog('error', () => undefined);
  station = new Station({ log, version: '1' });
  station.hub.add({ id: 'pi://rover:8000', name: 'Rover', kind: 'push', video: '', telemetry: '' });
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere' });
});
afterAll(async () => {
  await gateway.close();
  await station.close();
});

async function call(method: string, path: string, body?: unknown) {
  const answer = await fetch(new URL(path, gateway.url), {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
const rover = `api/amqp/${encodeURIComponent('pi://rover:8000')}`;

describe('RabbitMQ by HTTP', () => {
  it('is off where none is set, and cannot be begun', async () => {
    expect(JSON.parse((await call('GET', 'api/amqp')).text)).toEqual({ state: 'off', taps: [] });
    expect(JSON.parse((await call('GET', 'api/broker')).text)).toEqual({ state: 'off', stations: [] });
    expect((await call('PUT', rover, {})).status).toBe(409);
  });

  it('begins and ends what is published of a stream', async () => {
    const { hub, log, jpegs, h264 } = station;
    station.amqpTap = new AmqpTap({ hub, log, jpegs, h264, url: parseAmqpUrl(URL_WITH_SECRET)! });
    const begun = await call('PUT', rover, { frames: 2, h264: true });
    expect(JSON.parse(begun.text)).toMatchObject({
      taps: [{ stream: 'pi://rover:8000', wish: { frames: 2, h264: true, jpegQuality: 85 } }],
    });
    expect((await call('PUT', rover, { frames: -1 })).status).toBe(400);
    expect((await call('PUT', 'api/amqp/none', {})).status).toBe(404);
    expect(JSON.parse((await call('DELETE', rover)).text)).toMatchObject({ taps: [] });
  });

  it('says what is wrong, and no secret', async () => {
    const { hub, log } = station;
    station.broker = new Broker({ hub, log, url: parseAmqpUrl(URL_WITH_SECRET)!, name: 'bridge' });
    for (const path of ['api/amqp', 'api/broker']) {
      await vi.waitFor(async () => {
        const { text } = await call('GET', path);
        expect(JSON.parse(text)).toMatchObject({
          where: 'amqp://127.0.0.1:9/boats',
          detail: expect.stringContaining('ECONNREFUSED'),
        });
        expect(text).not.toMatch(/secret|me:/);
      });
    }
  });
});
