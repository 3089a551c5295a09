import { z } from 'zod';
import { vehicleUploadSchema } from '#contracts/vehicle-files';
import { text } from '#core/texts/text';
import { HttpFault, type HttpRoute, jsonReply } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { readSpan } from './times';
import { BAD_TIMES, channelSchema, NO_VEHICLE, REFUSED, terminalOf, timeSchema } from './vehicle-call';

const NETWORKS = { wifi: 1, lan: 2, mobile: 4 } as const;
const word = z.string().max(255);
const orderSchema = z.object({
  channel: channelSchema,
  from: timeSchema,
  to: timeSchema,
  /** An FTP server. The account goes to the vehicle alone. */
  server: z.object({
    host: word.min(1),
    port: z.number().int().min(1).max(65_535).optional(),
    user: word.optional(),
    password: word.optional(),
    path: word,
  }),
  /** By which networks it may; all where nothing is said. */
  networks: z
    .array(z.enum(['wifi', 'lan', 'mobile']))
    .min(1)
    .max(3)
    .optional(),
});
const controlSchema = z.object({ command: z.enum(['pause', 'resume', 'cancel']) });
const FTP_PORT = 21;

/** A vehicle's uploads of what it recorded to a server of somebody's own. */
export function uploadRoutes(station: StationParts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/vehicles/:sim/uploads',
      role: 'admin',
      about: {
        summary: 'Uploads that a vehicle was ordered to do since the station began.',
        responses: {
          200: { description: 'At most 20.', schema: z.object({ uploads: z.array(vehicleUploadSchema) }) },
          404: NO_VEHICLE,
        },
      },
      handle: (call) => jsonReply({ uploads: terminalOf(station, call).terminal.uploads.list() }),
    },
    {
      method: 'POST',
      path: '/api/vehicles/:sim/uploads',
      role: 'admin',
      about: {
        summary: 'Have a vehicle upload what it recorded to an FTP server.',
        body: orderSchema,
        responses: {
          202: { description: 'It has begun.', schema: vehicleUploadSchema },
          400: BAD_TIMES,
          404: NO_VEHICLE,
          409: REFUSED,
        },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { channel, from, to, server, networks = ['wifi', 'lan', 'mobile'] } = await call.json(orderSchema);
        const { port = FTP_PORT, user = '', password = '', ...address } = server;
        const upload = await terminal.uploads.order(terminal, {
          channel,
          ...readSpan(from, to, Date.now()),
          server: { ...address, port, user, password },
          conditions: networks.reduce((bits, network) => bits | NETWORKS[network], 0),
        });
        if (!upload) throw new HttpFault(409, text('http.vehicleRefuses'));
        return jsonReply(upload, 202);
      },
    },
    {
      method: 'PATCH',
      path: '/api/vehicles/:sim/uploads/:upload',
      role: 'admin',
      about: {
        summary: 'Pause, resume or cancel an upload.',
        body: controlSchema,
        responses: { 204: { description: 'It does so.' }, 404: NO_VEHICLE, 409: REFUSED },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { command } = await call.json(controlSchema);
        const done = await terminal.uploads.control(terminal, Number(call.params.upload), command);
        if (done === undefined) throw new HttpFault(404, text('http.noUpload'));
        if (!done) throw new HttpFault(409, text('http.vehicleRefuses'));
        return { status: 204 };
      },
    },
  ];
}
