import { z } from 'zod';
import { MAX_HEARD } from '#core/protocols/mavlink/heard';

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
