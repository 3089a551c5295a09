import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileHeaders } from '#contracts/content-security';
import type { Log } from '../../log';
import type { Door } from '../access/door';
import type { Guests } from '../access/guests';
import { allows } from '../access/role';
import { type HttpCall, HttpFault, type HttpReply, type HttpRoute, jsonReply } from '../module';
import { type Found, Router } from '../router';
import { findStaticFile } from '../static-files';
import { readBody, readJson } from './body';
import { fileReply } from './file-reply';
import { writeReply } from './reply';
import { splitTarget } from './target';

const MOST_BODY_BYTES = 64 * 1024;

export interface HttpDispatch {
  readonly routes: readonly HttpRoute[];
  readonly door: Door;
  readonly guests: Guests;
  readonly viewerRoot: string;
  readonly log: Log;
}

/** Answers every HTTP request: door, then route or file. Never throws and never rejects. */
export function httpDispatcher({ routes, door, guests, viewerRoot, log }: HttpDispatch) {
  const router = new Router(routes);

  async function answer(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<HttpReply> {
    const admission = door.admit(request, false);
    if (!admission.in) return admission.reply;
    response.once(
      'close',
      guests.stay(admission.access, () => response.destroy()),
    );
    const { path, query } = splitTarget(request.url);
    const found = router.find(path);
    if (found.length === 0) return file(request, path, signal);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const match = found.find(({ route }) => route.method === method);
    if (!match) return notAllowed(found.map(({ route }) => route.method));
    if (!allows(admission.access.role, match.route.role)) return fault(403, `This needs the role ${match.route.role}.`);
    return match.route.handle(call(request, match, query, signal, admission.access));
  }

  async function file(request: IncomingMessage, path: string, signal: AbortSignal): Promise<HttpReply> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(['GET']);
    const found = await findStaticFile(viewerRoot, path);
    if (!found) return fault(404, 'No such page. The viewer is at /.');
    const headers = { ...fileHeaders(path), 'Content-Type': found.type, 'Cache-Control': found.caching };
    return fileReply({ headers: request.headers, signal }, found.file, headers);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    try {
      const reply = await answer(request, response, abort.signal).catch((error: unknown) => {
        if (error instanceof HttpFault) return fault(error.status, error.message);
        log.error(`gateway: ${request.method} ${splitTarget(request.url).path}: ${String(error)}`);
        return fault(500, 'The station could not do this; its log says why.');
      });
      // A body that nobody read would be taken for the connection's next request.
      if (!request.complete) response.shouldKeepAlive = false;
      writeReply(response, reply, request.method !== 'HEAD');
    } catch (error) {
      log.error(`gateway: ${String(error)}`);
      response.destroy();
    }
  };
}

function call(
  request: IncomingMessage,
  { route, params }: Found<HttpRoute>,
  query: URLSearchParams,
  signal: AbortSignal,
  access: HttpCall['access'],
): HttpCall {
  const body = () => readBody(request, route.maxBodyBytes ?? MOST_BODY_BYTES);
  return {
    params,
    query,
    headers: request.headers,
    access,
    remoteAddress: request.socket.remoteAddress ?? '',
    signal,
    body,
    json: async (schema) => readJson(schema, await body()),
  };
}

/** An answer that says what is wrong, in the shape that all clients of the API know. */
function fault(status: number, error: string): HttpReply {
  return jsonReply({ error }, status);
}

function notAllowed(methods: readonly string[]): HttpReply {
  const allowed = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  const reply = fault(405, `Allowed here: ${allowed.join(', ')}.`);
  return { ...reply, headers: { ...reply.headers, Allow: allowed.join(', ') } };
}
