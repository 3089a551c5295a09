import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRoute } from '../../extension/gateway-module';
import { openTestStation } from '../../fixtures/test-station';
import type { Station } from '../../station';
import { type Gateway, startGateway } from '../gateway';
import { OWN_MODULES } from '../modules';
import { type OpenApiDocument, openApiPath } from './document';

let folder: string;
let station: Station;
let gateway: Gateway;
let routes: readonly HttpRoute[];
let document: OpenApiDocument;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-openapi-'));
  station = openTestStation({ version: '1.2.3' });
  const stream = station.hub.add({ id: 'rover', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
  stream.publish({ data: new Uint8Array([0, 0, 1, 0x65]), codec: 'h264', key: true, receiveUs: 1 });
  gateway = await startGateway({
    station,
    listen: { address: '127.0.0.1', port: 0 },
    viewerRoot: folder,
    modules: [
      ...OWN_MODULES,
      ...station.routes,
      (context) => {
        routes = context.routes();
        return {};
      },
    ],
  });
  document = JSON.parse((await call('GET', '/openapi.json')).body);
});

afterAll(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** The beginning of an answer; the whole of it where it ends. */
async function call(method: string, target: string, body?: string) {
  const sent = http.request(new URL(target, gateway.url), { method, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  const type = response.headers['content-type'] ?? '';
  let text = '';
  // These have no end.
  if (!/^(text\/event-stream|video\/mp4)/.test(type)) for await (const piece of response) text += piece;
  response.destroy();
  return { status: response.statusCode ?? 0, type, body: text };
}

/** One call of a route for each id: one that is there, one that is not; and one without a body where it wants one. */
function calls({ method, path: pattern, about }: HttpRoute) {
  const targets = pattern.includes(':') ? ['rover', 'none'].map((id) => pattern.replace(/:\w+/g, id)) : [pattern];
  return targets.map((target) => call(method, target, about.body && '{}'));
}

describe('the OpenAPI document', () => {
  it('describes every route, and nothing else', () => {
    const described = Object.entries(document.paths).flatMap(([where, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${where}`),
    );
    expect(routes.length).toBeGreaterThan(5);
    expect(described.sort()).toEqual(routes.map((route) => `${route.method} ${openApiPath(route.path)}`).sort());
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });

  it('names every parameter of a path', () => {
    for (const [where, methods] of Object.entries(document.paths)) {
      const names = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const required = parameters.filter((one) => (one as { in: string }).in === 'path');
        expect(required).toEqual(
          names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        );
      }
    }
  });

  it('is kept: every route answers with a status, a type and a shape that it describes', async () => {
    for (const route of routes) {
      const operation = document.paths[openApiPath(route.path)]?.[route.method.toLowerCase()];
      for (const answering of calls(route)) {
        const answer = await answering;
        const what = `${route.method} ${route.path} → ${answer.status}`;
        const described = operation?.responses[answer.status] as { content: Record<string, unknown> } | undefined;
        expect(described, what).toBeDefined();
        const [type = ''] = answer.type.split(';');
        const types = Object.keys(described?.content ?? {}).map((one) => one.split(';')[0]);
        expect(types, what).toContain(type);
        if (type !== 'application/json') continue;
        const schema = route.about.responses[answer.status]?.schema;
        const read = schema?.safeParse(JSON.parse(answer.body));
        expect(read?.error?.issues ?? [], what).toEqual([]);
        if (!schema) expect(JSON.parse(answer.body), what).toMatchObject({ error: expect.any(String) });
      }
    }
  });

  it('has no route that reads and does not answer 200', async () => {
    for (const route of routes.filter((one) => one.method === 'GET' && !one.path.includes(':'))) {
      expect((await call('GET', route.path)).status, route.path).toBe(200);
    }
  });
});
