import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { text } from '#core/texts/text';
import { HttpFault } from '../../extension/gateway-module';

/**
 * Reads a request's body whole.
 *
 * @param most longest body, in bytes
 * @throws HttpFault 413 as soon as the body is longer, whatever its `Content-Length` says
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLong(most);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > most) throw tooLong(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** What a longer body is answered with. @param most in bytes */
export function tooLong(most: number): HttpFault {
  return new HttpFault(413, text('http.longBody', { most }));
}

/** Reads JSON of a shape. @throws HttpFault 400 that names the first thing wrong */
export function readJson<S extends z.ZodType>(schema: S, body: Uint8Array): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new HttpFault(400, text('http.notJson'));
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new HttpFault(
    400,
    text('http.wrongBody', { path: issue?.path.join('.') || 'body', problem: issue?.message ?? '' }),
  );
}
