import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { failureOf } from '../../failure';
import type { LinkEnd } from '../../supervisor';
import { placeOf, type Target } from './target';

const ANSWER_MS = 5000;

export interface AskOptions {
  readonly target: Target;
  readonly authorization: string | undefined;
  /** A certificate that this computer does not trust will do. */
  readonly takesAnyCertificate: boolean;
  readonly signal: AbortSignal;
}

/** Asks once. @returns the answer, whose body has not been read, or why there is none */
export function ask({
  target,
  authorization,
  takesAnyCertificate,
  signal,
}: AskOptions): Promise<IncomingMessage | LinkEnd> {
  const { isSecure, host, port, uri } = target;
  const where = placeOf(target);
  return new Promise((resolve) => {
    const request = (isSecure ? https : http).request({
      ...{ host, port, path: uri, agent: false, signal },
      // Cameras of small boards write headers that HTTP does not have.
      insecureHTTPParser: true,
      headers: { 'User-Agent': 'Groundglass', Accept: '*/*', ...(authorization && { Authorization: authorization }) },
      ...(isSecure && { rejectUnauthorized: !takesAnyCertificate, servername: net.isIP(host) === 0 ? host : '' }),
    });
    const timer = setTimeout(() => {
      resolve({ cause: 'timed-out', detail: `no answer from ${where} for ${ANSWER_MS / 1000} s` });
      request.destroy();
    }, ANSWER_MS);
    request
      .on('response', (response) => {
        clearTimeout(timer);
        // What its socket says is told by the answer from here on.
        response.on('error', () => undefined);
        resolve(response);
      })
      .on('error', (error) => {
        clearTimeout(timer);
        resolve(failureOf(error, where));
      })
      .end();
  });
}
