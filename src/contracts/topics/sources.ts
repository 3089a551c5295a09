import { z } from 'zod';
import { isStreamName } from '#core/settings/source-url';
import { offeredPlaceSchema, systemSchema } from '../heard';
import { namedVehicleSchema } from '../recent';
import { colourCorrectionSchema, streamIdSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** Answers `add`, `connect`, `take-offer` and a camera's `play`: the stream is among the `streams`. */
export const addedSchema = z.object({ type: z.literal('added'), stream: z.string() });

/** Which streams the station fetches. */
export const sourcesTopic = defineTopic({
  name: 'sources',
  asks: [
    /** Take in one more stream, and keep it. */
    z.object({ type: z.literal('add'), url: z.string().min(1).max(500) }),
    /** Remove a stream for good. */
    z.object({ type: z.literal('remove'), stream: streamIdSchema }),
    z.object({ type: z.literal('rename'), stream: streamIdSchema, name: z.string().max(100).refine(isStreamName) }),
    /** Put right what a stream's camera says of its colours, for all who take it, from its next key picture on. */
    z.object({ type: z.literal('colours'), stream: streamIdSchema, colours: colourCorrectionSchema }),
    /** Show the values of this vehicle of those on its link, by system id, and keep that; null: of the first that is heard. */
    z.object({ type: z.literal('choose-vehicle'), stream: streamIdSchema, system: systemSchema.nullable() }),
    /** Take in, and keep, a stream of video that the stream's vehicle offers, by its place among the `offers`. */
    z.object({ type: z.literal('take-offer'), stream: streamIdSchema, place: offeredPlaceSchema }),
    /** Show this vehicle instead of the one that was last connected to; not kept over a restart. */
    z.object({ type: z.literal('connect'), ...namedVehicleSchema.shape }),
    /** Disconnect from the vehicle that was last connected to; no other takes its place. */
    z.object({ type: z.literal('disconnect') }),
    /** Try again now, without waiting for the back-off. */
    z.object({ type: z.literal('retry'), stream: streamIdSchema }),
  ],
  tells: [addedSchema],
});
