import { z } from 'zod';
import { cameraRecordingsSchema, fleetAskSchema, fleetSchema, vehiclePictureSchema } from '../vehicles';
import { defineTopic } from './define-topic';
import { addedSchema } from './sources';

/** Dash cams' vehicles; see `../vehicles.ts`. */
export const fleetTopic = defineTopic({
  name: 'fleet',
  asks: [z.object({ type: z.literal('fleet'), about: fleetAskSchema })],
  tells: [
    /** The vehicles; told to a viewer that watches them. */
    z.object({ type: z.literal('fleet'), fleet: fleetSchema }),
    /** Answers `recordings`. */
    z.object({ type: z.literal('camera-recordings'), answer: cameraRecordingsSchema }),
    /** Answers `picture`. */
    z.object({ type: z.literal('vehicle-picture'), answer: vehiclePictureSchema }),
    addedSchema,
  ],
});
