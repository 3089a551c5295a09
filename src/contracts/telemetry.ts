import { z } from 'zod';
import { quantityLabel } from '#core/telemetry/label';
import { MAX_OSD_COLS, MAX_OSD_ROWS } from '#core/telemetry/osd';
import { QUANTITY_KEYS, type QuantityKey, quantityOf } from '#core/telemetry/quantities';
import { DIMENSIONS, type Quantity } from '#core/telemetry/quantity';
import type { Telemetry } from '#core/telemetry/telemetry';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';

const vector3Schema = z.object({ x: z.number(), y: z.number(), z: z.number() });

/** Most characters of a value that is words. */
const MAX_WORDS = 64;

/** A quantity's values, as its row says. */
function schemaOf(quantity: Quantity): z.ZodType {
  switch (quantity.kind) {
    case 'number':
      return z.number();
    case 'flag':
      return z.boolean();
    case 'words':
      return z.string().max(MAX_WORDS);
    case 'vector':
      return vector3Schema;
    case 'numbers':
      return z.array(z.number()).max(quantity.most).readonly();
  }
}

/** For documents of the API: `Ground speed, m/s`. */
function meaningOf(key: QuantityKey): string {
  const row = quantityOf(key);
  const unit = 'dimension' in row ? DIMENSIONS[row.dimension].unit : '';
  return [english(text(quantityLabel(key))), ...(unit === '' ? [] : [unit])].join(', ');
}

const measured = Object.fromEntries(
  QUANTITY_KEYS.map((key) => [key, schemaOf(quantityOf(key)).describe(meaningOf(key))]),
);

const fields = {
  ...measured,
  alarms: z.array(z.string().max(64)).max(64).readonly(),
  blendShapes: z.record(z.string().max(100), z.number()),
  faceTracking: z.enum(['normal', 'limited', 'notTracking', 'unknown']),
  joints: z.array(vector3Schema.extend({ name: z.string().max(100) })).max(128),
  osd: z
    .object({
      cols: z.number().int().min(1).max(MAX_OSD_COLS),
      rows: z.number().int().min(1).max(MAX_OSD_ROWS),
      variant: z.string().max(4).exactOptional(),
      lines: z.array(z.string().max(MAX_OSD_COLS)).max(MAX_OSD_ROWS).readonly(),
    })
    .describe(english(text('telemetry.osd'))),
  custom: z.record(z.string().max(202), z.number()),
};

/** Its shape, as the API documents it. */
export const telemetryShape = z.object(fields).partial();

export const telemetrySchema = telemetryShape
  // JSON has no `undefined`: a key that is there has a value.
  .transform((values) => values as Telemetry);

/** A key of telemetry. */
export const telemetryKeySchema = z.enum(Object.keys(fields) as (keyof Telemetry)[]);
export const MAX_TELEMETRY_KEYS = Object.keys(fields).length;
