// not shown in this file: the OpenAPI document, in English as the API is
import { z } from 'zod';
import type { HttpRoute, ResponseDescription } from '../../extension/gateway-module';

/** An OpenAPI 3.1 document, as far as it is ours to say. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly components: unknown;
  /** By path as OpenAPI writes it, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What the gateway itself may answer to any request, before and around the routes. */
const COMMON: Readonly<Record<number, string>> = {
  401: 'A token is needed, or this one is wrong.',
  403: 'The role does not suffice, or the request comes from another site.',
  429: 'Too many requests; Retry-After says how many seconds to wait.',
};
const WITH_BODY: Readonly<Record<number, string>> = { 400: 'The body does not fit.', 413: 'The body is too long.' };

/** Shape of every answer that says what is wrong. */
const FAULT: ResponseDescription = { description: '', schema: z.object({ error: z.string() }) };

/** Describes the HTTP API from the routes' own descriptions. */
export function describeApi(routes: readonly HttpRoute[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Groundglass gateway',
      version,
      description: 'On loopback no token is needed. WebSockets are described in docs/protocols.md.',
    },
    security: [{}, { bearer: [] }, { query: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'token' },
      },
    },
    paths,
  };
}

/** `/api/streams/:id` → `/api/streams/{id}`. */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operation({ path, role, about }: HttpRoute): Operation {
  const faults = Object.entries({ ...COMMON, ...(about.body && WITH_BODY) });
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...parameter(name ?? '', 'path'),
    required: true,
  }));
  const inQuery = Object.entries(about.query ?? {}).map(([name, description]) => ({
    ...parameter(name, 'query'),
    description,
  }));
  const responses: Record<string, unknown> = {};
  for (const [status, description] of faults) responses[status] = response({ ...FAULT, description });
  for (const [status, described] of Object.entries(about.responses)) responses[status] = response(described);
  return {
    summary: about.summary,
    description: `Least role: ${role}.`,
    parameters: [...inPath, ...inQuery],
    ...(about.body && { requestBody: { required: true, content: json(about.body) } }),
    responses,
  };
}

function parameter(name: string, where: 'path' | 'query') {
  return { name, in: where, schema: { type: 'string' } };
}

function response({ description, schema, type }: ResponseDescription) {
  return { description, content: schema ? json(schema, type) : { [type ?? 'text/plain']: {} } };
}

function json(schema: z.ZodType, type = 'application/json') {
  return { [type]: { schema: z.toJSONSchema(schema, { unrepresentable: 'any' }) } };
}
