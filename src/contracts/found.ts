import { z } from 'zod';
import { FOUND_KINDS } from '#core/protocols/dns-sd/announcement';
import { piVehicleSchema } from './stream-info';

const portSchema = z.number().int().min(1).max(65535);

/** What a port said: not asked yet, nothing is there, something else is there, it wants a token, or as it should. */
export const PORT_ANSWERS = ['asking', 'closed', 'other', 'token', 'answers'] as const;
export type PortAnswer = (typeof PORT_ANSWERS)[number];

const checkedPortSchema = z.object({ port: portSchema, answer: z.enum(PORT_ANSWERS) });

/** A host or a station that was found on the network. Its texts are a stranger's. */
export const foundSchema = z.object({
  /** Names it among those that are found. */
  id: z.string().max(300),
  kind: z.enum(FOUND_KINDS),
  name: z.string().min(1).max(60),
  version: z.string().max(30),
  /** Where it answered from. */
  address: z.string().min(1).max(100),
  needsToken: z.boolean(),
  isSecure: z.boolean(),
  video: checkedPortSchema.exactOptional(),
  telemetry: checkedPortSchema.exactOptional(),
  gateway: checkedPortSchema.exactOptional(),
  /** Of a host: how to connect, by a name that stays when the address is another. */
  vehicle: piVehicleSchema.exactOptional(),
});
export type FoundPlace = z.infer<typeof foundSchema>;
