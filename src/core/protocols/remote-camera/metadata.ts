import { z } from 'zod';

/** ARKit names 52 blend shapes and 91 joints; more than these many are no face and no body. */
const MAX_BLEND_SHAPES = 64;
const MAX_JOINTS = 128;
const MAX_VALUES = 64;

const nameSchema = z.string().min(1).max(100);
const finite = z.number();

/** A 4 × 4 matrix, column-major: the translation in metres stands in elements 12, 13, 14. */
const transformSchema = z.array(finite).length(16).readonly();
export type Transform = z.infer<typeof transformSchema>;

const valuesSchema = (most: number) =>
  z
    .record(nameSchema, finite)
    // not shown: in logs alone
    .refine((values) => Object.keys(values).length <= most, `no more than ${most} values`)
    .readonly();

const faceSchema = z.object({
  /** 0..1 by ARKit's names: `jawOpen`, `eyeBlinkLeft`. */
  blendShapes: valuesSchema(MAX_BLEND_SHAPES),
  /** `normal`, `limited`, `notTracking` or `unknown`; what a later sender may say beside these is read as `unknown`. */
  trackingState: z.enum(['normal', 'limited', 'notTracking', 'unknown']).catch('unknown'),
  headTransform: transformSchema.optional(),
});

const bodySchema = z.object({
  /** By ARKit's names (`head_joint`), relative to the hip. */
  joints: z
    .array(z.object({ name: nameSchema, transform: transformSchema }))
    .max(MAX_JOINTS)
    .readonly(),
});

/** What a phone knows of what it sees (`CameraMetadata` of the original). */
export const metadataSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('arFace'), face: faceSchema }),
  z.object({ type: z.literal('arBody'), body: bodySchema }),
  z.object({ type: z.literal('custom'), name: nameSchema, payload: valuesSchema(MAX_VALUES) }),
]);
export type CameraMetadata = z.infer<typeof metadataSchema>;
