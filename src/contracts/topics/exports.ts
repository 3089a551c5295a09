import { z } from 'zod';
import { exportAskSchema, exportsStateSchema } from '../exports';
import { defineTopic } from './define-topic';

/** Clips; see `../exports.ts`. */
export const exportsTopic = defineTopic({
  name: 'exports',
  asks: [z.object({ type: z.literal('exports'), about: exportAskSchema })],
  tells: [
    /** The clips that are made and were made; told to a viewer that watches them. */
    z.object({ type: z.literal('exports'), exports: exportsStateSchema }),
  ],
});
