import { z } from 'zod';
import { MAX_UNITS_LENGTH } from '#core/telemetry/units/choice';
import { adviceShape } from '../text';
import { defineTopic } from './define-topic';

/** The link itself: who is at the other end, how the two clocks relate, and what could not be done. */
export const linkTopic = defineTopic({
  name: 'link',
  asks: [
    /** `viewerUs` is the viewer's clock; the pong returns it beside the station's. */
    z.object({ type: z.literal('ping'), viewerUs: z.number() }),
  ],
  tells: [
    z.object({
      type: z.literal('welcome'),
      version: z.number().int(),
      stationVersion: z.string().max(50),
      /** In which units values are shown until the viewer's person chooses others, see `readUnits`; absent: metric. */
      units: z.string().max(MAX_UNITS_LENGTH).optional(),
      /** What to add to a time of the station's clock, as live telemetry bears it, for one of the wall's clock. µs. */
      wallUs: z.number().optional(),
    }),
    z.object({ type: z.literal('pong'), viewerUs: z.number(), stationUs: z.number() }),
    /** Something that was asked for could not be done, or not understood; `tip` says what to try. */
    z.object({ type: z.literal('error'), ...adviceShape }),
  ],
});
