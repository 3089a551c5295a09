import {
  createdSchema,
  createSchema,
  errorSchema,
  infoSchema,
  listSchema,
  messageSchema,
} from '#core/protocols/jpeg-stream/info';
import { english } from '#core/texts/english';
import type { HttpCall, HttpReply, HttpRoute } from '../../../extension/gateway-module';
import { jsonReply } from '../../../extension/gateway-module';
import { describe, type NamedStreams } from './named-streams';
import { RequestLimit } from './request-limit';

const NOT_FOUND = { description: 'There is no such stream.', schema: errorSchema };

/** `/api/streams…` of docs/protocols.md 5. */
export function restRoutes(named: NamedStreams): readonly HttpRoute[] {
  const limit = new RequestLimit();
  const limited =
    (handle: (call: HttpCall) => Promise<HttpReply> | HttpReply) =>
    (call: HttpCall): Promise<HttpReply> | HttpReply => {
      const waitS = limit.waitS(call.remoteAddress, Date.now());
      return waitS === 0 ? handle(call) : tooMany(waitS);
    };
  return [
    {
      method: 'GET',
      path: '/api/streams',
      role: 'viewer',
      about: {
        summary: 'The streams that can be watched as JPEG',
        responses: { 200: { description: 'All of them.', schema: listSchema } },
      },
      handle: limited(() => {
        const streams = named.list().map((each) => describe(each));
        return jsonReply({ streams, total: streams.length });
      }),
    },
    {
      method: 'POST',
      path: '/api/streams',
      role: 'publisher',
      about: {
        summary: 'Give one of the station’s streams, by its place in the list, an id with a quality of its own',
        body: createSchema,
        responses: {
          201: { description: 'It can be watched.', schema: createdSchema },
          400: { description: 'No such stream, or no such quality.', schema: errorSchema },
        },
      },
      handle: limited(async (call) => {
        const { camera_index, quality } = await call.json(createSchema);
        const made = named.make(camera_index, quality);
        if (typeof made === 'string') return jsonReply({ error: made }, 400);
        return jsonReply({ message: english('dialect.streamCreated'), ...describe(made) }, 201);
      }),
    },
    {
      method: 'GET',
      path: '/api/streams/:id',
      role: 'viewer',
      about: {
        summary: 'One stream that can be watched as JPEG',
        responses: { 200: { description: 'The stream.', schema: infoSchema }, 404: NOT_FOUND },
      },
      handle: limited(({ params }) => {
        const found = named.find(params.id ?? '');
        return found ? jsonReply(describe(found)) : notFound();
      }),
    },
    {
      method: 'DELETE',
      path: '/api/streams/:id',
      role: 'publisher',
      about: {
        summary: 'End a stream that a client of this API made or brings',
        responses: {
          200: { description: 'It has ended.', schema: messageSchema },
          403: { description: 'It is the station’s own.', schema: errorSchema },
          404: NOT_FOUND,
        },
      },
      handle: limited(({ params }) => {
        const found = named.find(params.id ?? '');
        if (!found) return notFound();
        if (!found.end) return jsonReply({ error: english('dialect.ownStream') }, 403);
        found.end();
        return jsonReply({ message: english('dialect.streamStopped') });
      }),
    },
  ];
}

function notFound(): HttpReply {
  return jsonReply({ error: english('dialect.streamNotFound') }, 404);
}

function tooMany(waitS: number): HttpReply {
  const reply = jsonReply({ error: english('dialect.requestLimit') }, 429);
  return { ...reply, headers: { ...reply.headers, 'Retry-After': String(waitS) } };
}
