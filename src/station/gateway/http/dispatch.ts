import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileHeaders } from '#contracts/content-security';
import { text } from '#core/texts/text';
import { fileReply } from '../../extension/file-reply';
import { faultReply, type HttpCall, HttpFault, type HttpReply, type HttpRoute } from '../../extension/gateway-module';
import { allows } from '../../extension/role';
import type { Log } from '../../log';
import type { AccessControl } from '../access/access-control';
import type { Guests } from '../access/guests';
import { type Found, Router } from '../router';
import { findStaticFile } from '../static-files';
import { readBody, readJson } from './body';
import { writeReply } from './reply';
import { splitTarget } from './target';

const MAX_BODY_BYTES = 64 * 1024;

export interface HttpDispatch {
  readonly routes: readonly HttpRoute[];
  readonly accessControl: AccessControl;
  readonly guests: Guests;
  readonly viewerRoot: string;
  readonly log: Log;
}

/** Answers every HTTP request: access control, then route or file. Never throws and never rejects. */
export function httpDispatcher({ routes, accessControl, guests, viewerRoot, log }: HttpDispatch) {
  const router = new Router(routes);

  async function answer(request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<HttpReply> {
    const admission = accessControl.admit(request, false);
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
    if (!allows(admission.access.role, match.route.role))
      return faultReply(403, text('http.needsRole', { role: match.route.role }));
    return match.route.handle(call(request, match, query, signal, admission.access));
  }

  async function file(request: IncomingMessage, path: string, signal: AbortSignal): Promise<HttpReply> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(['GET']);
    const found = await findStaticFile(viewerRoot, path);
    if (!found) return faultReply(404, text('http.noPage'));
    const headers = { ...fileHeaders(path), 'Content-Type': found.type, 'Cache-Control': found.caching };
    return fileReply({ headers: request.headers, signal }, found.file, headers);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    try {
      const reply = await answer(request, response, abort.signal).catch((error: unknown) => {
        if (error instanceof HttpFault) return faultReply(error.status, error.text);
        // A client that goes away in the middle of its request is no fault of ours, and may come as often as it likes.
        const what = `gateway: ${request.method} ${splitTarget(request.url).path}: ${String(error)}`; // not shown: for the log
        if (abort.signal.aborted || !request.socket.readable) log.debug(what);
        else log.error(what);
        return faultReply(500, text('http.failed'));
      });
      // An unread body would be taken for the connection's next request.
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
  const body = () => readBody(request, route.maxBodyBytes ?? MAX_BODY_BYTES);
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

function notAllowed(methods: readonly string[]): HttpReply {
  const allowed = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  const reply = faultReply(405, text('http.methods', { methods: allowed.join(', ') }));
  return { ...reply, headers: { ...reply.headers, Allow: allowed.join(', ') } };
}
