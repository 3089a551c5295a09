import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import type { ServiceContext } from '../../extension/service';
import { openTestStation } from '../../fixtures/test-station';
import { type Gateway, startGateway } from '../../gateway/gateway';
import type { Station } from '../../station';
import { BROKER, Broker } from '../broker/broker';
import { AMQP_TAP, AmqpTap } from './amqp-tap';

/** Nothing listens there. */
const URL_WITH_SECRET = 'amqp://me:secret@127.0.0.1:9/boats';

let station: Station;
let gateway: Gateway;
let context: ServiceContext;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  station = openTestStation({
    more: [
      {
        id: 'test',
        flags: {},
        closes: 'writers',
        start(begun) {
          context = begun;
          return {
            async close() {
              for (const close of closing) await close();
            },
          };
        },
      },
    ],
  });
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
    const tap = new AmqpTap({ hub, log, jpegs, h264, url: parseAmqpUrl(URL_WITH_SECRET)! });
    closing.push(() => tap.close());
    context.provide(AMQP_TAP, tap);
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
    const broker = new Broker({ hub, log, url: parseAmqpUrl(URL_WITH_SECRET)!, name: 'bridge' });
    closing.push(() => broker.close());
    context.provide(BROKER, broker);
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
