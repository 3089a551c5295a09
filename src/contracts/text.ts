import { z } from 'zod';
import type { Text } from '#core/texts/text';

/** Messages within messages: `No telemetry: {message}`. */
const MAX_DEPTH = 3;

const plainParamSchema = z.union([z.string().max(2000), z.number()]);

function textOfDepth(depth: number): z.ZodType<Text> {
  const param = depth > 1 ? z.union([plainParamSchema, textOfDepth(depth - 1)]) : plainParamSchema;
  return (
    z
      .object({ id: z.string().min(1).max(100), params: z.record(z.string().max(40), param).optional() })
      // An id or parameters that this version does not know are said as such by the speaker.
      .transform((value) => value as unknown as Text)
  );
}

/** A message for people over a wire: its id and parameters, never its words. The receiver says it in its language. */
export const textSchema = textOfDepth(MAX_DEPTH);

/** What is the matter, and what to try. */
export const adviceShape = { message: textSchema, tip: textSchema };
