import { z } from 'zod';
import { MAX_HEARD } from '#core/protocols/mavlink/heard';
import { textSchema } from './text';

/** System ids of vehicles that may be chosen. */
export const systemSchema = z.number().int().min(1).max(255);

/** Who is on a stream's link of telemetry; see `Heard`. */
export const heardSchema = z.object({
  vehicles: z
    .array(
      z.object({
        system: z.number().int().min(0).max(255),
        kind: z.string().max(100),
        silent: z.literal(true).exactOptional(),
      }),
    )
    .max(MAX_HEARD)
    .readonly(),
  shown: z.number().int().min(0).max(255).exactOptional(),
  by: z.enum(['person', 'address']).exactOptional(),
});

/** Names what is offered, among a stream's offers. */
export const offeredPlaceSchema = z.string().max(1000);

/** Streams of video that the shown vehicle names; see `OfferedStream`. What is not followed at all is not told. */
export const offersSchema = z
  .array(
    z.object({
      name: z.string().max(100),
      place: offeredPlaceSchema,
      stream: z.string().max(2000).exactOptional(),
      why: textSchema.exactOptional(),
    }),
  )
  .max(8)
  .readonly();
export type Offers = z.infer<typeof offersSchema>;
