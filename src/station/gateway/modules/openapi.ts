import { z } from 'zod';
import { jsonReply, type MakeModule } from '../../extension/gateway-module';
import { describeApi } from '../openapi/document';

/** The HTTP API's description of itself. */
export const openApiModule: MakeModule = ({ station, routes }) => ({
  http: [
    {
      method: 'GET',
      path: '/openapi.json',
      role: 'viewer',
      about: {
        summary: 'This document.',
        responses: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.literal('3.1.0') }) } },
      },
      handle: () => jsonReply(describeApi(routes(), station.version)),
    },
  ],
});
