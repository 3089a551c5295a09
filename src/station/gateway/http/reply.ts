import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '#contracts/content-security';
import type { HttpReply, ReplyStream } from '../../extension/gateway-module';

/**
 * Writes an answer.
 *
 * @param withBody `false` answers a `HEAD`
 */
export function writeReply(response: ServerResponse, reply: HttpReply, withBody: boolean): void {
  const { status = 200, headers, body = '' } = reply;
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  const all: Record<string, string | number> = { ...SECURITY_HEADERS, ...type, ...headers };
  if (typeof body !== 'function') all['Content-Length'] = Buffer.byteLength(body);
  response.writeHead(status, all);
  if (!withBody) response.end();
  else if (typeof body !== 'function') response.end(body);
  else body(replyStream(response));
}

function replyStream(response: ServerResponse): ReplyStream {
  response.flushHeaders();
  return {
    write(chunk) {
      if (!response.writableEnded && !response.destroyed) response.write(chunk);
    },
    get backlogBytes() {
      return response.writableLength;
    },
    end() {
      response.end();
    },
  };
}
