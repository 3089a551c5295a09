import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verbatim } from '#core/texts/text';
import { HttpFault, type HttpRoute } from '#station/extension/gateway-module';
import { appApi } from './app-api';

const about = { summary: '', responses: {} };
const routes: readonly HttpRoute[] = [
  {
    method: 'POST',
    path: '/api/things',
    role: 'viewer',
    about,
    handle: async (call) => ({ status: 201, body: `${(await call.json(z.object({ name: z.string() }))).name}!` }),
  },
  {
    method: 'GET',
    path: '/api/things/:id',
    role: 'viewer',
    about,
    handle: ({ params }) => {
      if (params.id === 'none') throw new HttpFault(404, verbatim('There is none.'));
      return {
        headers: { 'Content-Type': 'x/y' },
        body: (out) => {
          out.write('a');
          out.write(new Uint8Array([98]));
          out.end();
        },
      };
    },
  },
  { method: 'DELETE', path: '/api/things/:id', role: 'viewer', about, handle: () => ({ status: 204 }) },
];

const ask = (path: string, init?: RequestInit) => appApi(routes)(new Request(`app://groundglass${path}`, init));

describe('the routes that the window has without a gateway', () => {
  it('answer as the gateway does', async () => {
    const made = await ask('/api/things', { method: 'POST', body: '{"name":"x"}' });
    expect([made?.status, await made?.text()]).toEqual([201, 'x!']);
    const got = await ask('/api/things/1');
    expect([got?.headers.get('content-type'), await got?.text()]).toEqual(['x/y', 'ab']);
    expect((await ask('/api/things/1', { method: 'DELETE' }))?.status).toBe(204);
  });

  it('say what is wrong', async () => {
    const fault = await ask('/api/things/none');
    expect([fault?.status, await fault?.json()]).toMatchObject([404, { error: 'There is none.' }]);
    expect((await ask('/api/things', { method: 'POST', body: '{}' }))?.status).toBe(400);
    expect((await ask('/api/things', { method: 'POST', body: '{' }))?.status).toBe(400);
    expect((await ask('/api/things/1', { method: 'PUT' }))?.status).toBe(405);
    expect((await ask('/api/things', { method: 'POST', body: `"${'x'.repeat(64 * 1024)}"` }))?.status).toBe(413);
  });

  it('leave every other path to the files', async () => {
    expect(await ask('/api/streams')).toBeUndefined();
    expect(await ask('/')).toBeUndefined();
  });
});
