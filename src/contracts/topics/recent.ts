import { z } from 'zod';
import { namedVehicleSchema, recentStateSchema, STARTS, smallPictureSchema } from '../recent';
import { piVehicleSchema } from '../stream-info';
import { defineTopic } from './define-topic';
import { addedSchema } from './sources';

/** What was shown before, for those who may choose what is shown. */
export const recentTopic = defineTopic({
  name: 'recent',
  asks: [
    /** This vehicle is shown, and looks like this. */
    z.object({ type: z.literal('remember'), vehicle: namedVehicleSchema, picture: smallPictureSchema.exactOptional() }),
    /** Remember this vehicle no more; without one: none. */
    z.object({ type: z.literal('forget'), vehicle: piVehicleSchema.exactOptional() }),
    /** What the next start shows. */
    z.object({ type: z.literal('start-with'), start: z.enum(STARTS) }),
    /** Show a simulated vehicle of the station’s own; not remembered. */
    z.object({ type: z.literal('demo') }),
  ],
  tells: [
    /** Answers `demo`. */
    addedSchema,
    z.object({
      type: z.literal('recent'),
      recent: recentStateSchema,
      /** Whether `demo` can be asked for. */
      hasDemo: z.boolean(),
    }),
  ],
});
