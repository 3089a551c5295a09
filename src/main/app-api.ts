import { SECURITY_HEADERS } from '#contracts/content-security';
import { verbatim } from '#core/texts/text';
import {
  faultReply,
  HttpFault,
  type HttpReply,
  type HttpRoute,
  type ReplyStream,
} from '#station/extension/gateway-module';
import { readJson, tooLong } from '#station/gateway/http/body';
import { Router } from '#station/gateway/router';

const MAX_BODY_BYTES = 64 * 1024;

/** Answers a request of the window as the gateway would, on the routes that it is given. `undefined`: there is no such path. */
export type AppApi = (request: Request) => Promise<Response | undefined>;

/** @param routes whose role is the person's at this machine */
export function appApi(routes: readonly HttpRoute[]): AppApi {
  const router = new Router(routes);
  return async (request) => {
    const url = new URL(request.url);
    const found = router.find(url.pathname);
    if (found.length === 0) return undefined;
    const match = found.find(({ route }) => route.method === request.method);
    if (!match) return answer({ status: 405 });
    const body = async () => {
      const bytes = await request.arrayBuffer();
      if (bytes.byteLength > MAX_BODY_BYTES) throw tooLong(MAX_BODY_BYTES);
      return new Uint8Array(bytes);
    };
    try {
      const reply = await match.route.handle({
        params: match.params,
        query: url.searchParams,
        headers: Object.fromEntries(request.headers),
        body,
        access: { role: 'admin' },
        remoteAddress: '',
        signal: request.signal,
        json: async (schema) => readJson(schema, await body()),
      });
      return answer(reply);
    } catch (error) {
      const fault = error instanceof HttpFault ? error : new HttpFault(500, verbatim(String(error)));
      return answer(faultReply(fault.status, fault.text));
    }
  };
}

function answer({ status = 200, headers, body }: HttpReply): Response {
  const all = { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', ...headers };
  if (typeof body !== 'function') {
    // These have no body, not even an empty one.
    return new Response(status === 204 ? null : typeof body === 'string' ? body : body?.slice(), {
      status,
      headers: all,
    });
  }
  return new Response(streamOf(body), { status, headers: all });
}

/** What is written is counted until it is taken: a writer waits while much is. */
function streamOf(write: (out: ReplyStream) => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        write({
          write: (chunk) => {
            if (isOpen) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
          },
          get backlogBytes() {
            return isOpen ? -(controller.desiredSize ?? 0) : 0;
          },
          end: () => {
            if (isOpen) controller.close();
            isOpen = false;
          },
        });
      },
      cancel() {
        isOpen = false;
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
}
