import { z } from 'zod';
import type { TaggedValue } from '#core/protocols/jt808/bytes/codec';
import { parameterOf, readParameter } from '#core/protocols/jt808/parameter-table';
import { text } from '#core/texts/text';
import { HttpFault, type HttpRoute, jsonReply } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { askParameters, setParameters } from '../../../sources/accept/jt/orders';
import { BAD_VALUE, NO_VEHICLE, NOT_THERE, REFUSED, terminalOf } from './vehicle-call';

const MAX_PARAMETERS = 64;
const idSchema = z.number().int().min(0).max(0xffffffff);
const shownSchema = z.object({
  id: idSchema,
  /** Absent where it is not known. */
  name: z.string().optional(),
  /** Absent where its layout is not known, or it is a secret. */
  value: z.union([z.number(), z.string()]).optional(),
  /** Its bytes, hexadecimal. */
  hex: z.string().optional(),
});
const setSchema = z.object({
  parameters: z
    .array(
      z.union([
        z.object({ id: idSchema, value: z.union([z.number(), z.string().max(255)]) }),
        z.object({ id: idSchema, hex: z.string().regex(/^([0-9a-fA-F]{2}){0,255}$/) }),
      ]),
    )
    .min(1)
    .max(MAX_PARAMETERS),
});

/** A vehicle's settings. Read and written by admins alone: addresses and accounts of its network are among them. */
export function parameterRoutes(station: StationParts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/vehicles/:sim/parameters',
      role: 'admin',
      about: {
        summary: 'Ask a vehicle for its parameters. Passwords and users are not told.',
        query: { ids: 'These alone, decimal, with commas between them.' },
        responses: {
          200: { description: 'As it says.', schema: z.object({ parameters: z.array(shownSchema) }) },
          400: BAD_VALUE,
          404: NO_VEHICLE,
          409: NOT_THERE,
        },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const parameters = await askParameters(terminal, readIds(call.query.get('ids')));
        if (!parameters) throw new HttpFault(409, text('http.vehicleSilent'));
        const shown = parameters.map(readParameter).map(({ bytes, ...rest }) => ({
          ...rest,
          ...(bytes && { hex: Buffer.from(bytes).toString('hex') }),
        }));
        return jsonReply({ parameters: shown });
      },
    },
    {
      method: 'PATCH',
      path: '/api/vehicles/:sim/parameters',
      role: 'admin',
      about: {
        summary: 'Set parameters of a vehicle, by their values, or by their bytes where their layout is not known.',
        body: setSchema,
        responses: { 204: { description: 'It has taken them.' }, 400: BAD_VALUE, 404: NO_VEHICLE, 409: REFUSED },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { parameters } = await call.json(setSchema);
        const made = parameters.map((one): TaggedValue => {
          if ('hex' in one) return { id: one.id, value: new Uint8Array(Buffer.from(one.hex, 'hex')) };
          const parameter = parameterOf(one.id, one.value);
          if (!parameter) throw new HttpFault(400, text('http.badParameter', { id: one.id }));
          return parameter;
        });
        if (!(await setParameters(terminal, made))) throw new HttpFault(409, text('http.vehicleRefuses'));
        return { status: 204 };
      },
    },
  ];
}

/** @throws HttpFault 400 */
function readIds(given: string | null): readonly number[] {
  if (given === null || given === '') return [];
  const ids = given.split(',');
  const isNumbers = ids.every((id) => /^\d{1,10}$/.test(id) && Number(id) <= 0xffffffff);
  if (!isNumbers || ids.length > MAX_PARAMETERS) throw new HttpFault(400, text('http.badParameters'));
  return ids.map(Number);
}
