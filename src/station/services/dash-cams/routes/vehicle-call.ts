import { z } from 'zod';
import { text } from '#core/texts/text';
import { type HttpCall, HttpFault } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { FLEET, type Fleet } from '../../../sources/accept/jt/fleet';
import { simName } from '../../../sources/accept/jt/sim-name';
import type { Terminal } from '../../../sources/accept/jt/terminal';

export const channelSchema = z.number().int().min(1).max(255);
export const timeSchema = z.union([z.string().max(40), z.number()]);
const errorSchema = z.object({ error: z.string() });

// not shown: the API's description
export const NO_VEHICLE = { description: 'There is no such vehicle, or no such thing of it.', schema: errorSchema };
export const NOT_THERE = { description: 'The vehicle is not connected, or does not answer.', schema: errorSchema };
export const REFUSED = { description: 'The vehicle is not connected, or refuses.', schema: errorSchema };
export const BAD_TIMES = { description: 'Times or channel cannot be read.', schema: errorSchema };
export const BAD_VALUE = { description: 'A value cannot be written.', schema: errorSchema };

/** The vehicle that a call names. @throws HttpFault 404 */
export function terminalOf(
  station: StationParts,
  { params }: HttpCall,
): { readonly fleet: Fleet; readonly terminal: Terminal } {
  const fleet = station.get(FLEET);
  const terminal = fleet?.get(simName(params.sim ?? ''));
  if (!fleet || !terminal) throw new HttpFault(404, text('http.noVehicle'));
  return { fleet, terminal };
}
