import { z } from 'zod';
import { vehicleSchema } from '#contracts/vehicles';
import { text } from '#core/texts/text';
import { HttpFault, type HttpRoute, jsonReply } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { describeVehicle } from '../../../sources/accept/jt/describe-vehicle';
import { askPosition, PICTURE_SIZES, sendText, takePictures } from '../../../sources/accept/jt/orders';
import { inEnglish } from './in-english';
import { channelSchema, NO_VEHICLE, NOT_THERE, REFUSED, terminalOf } from './vehicle-call';

const textSchema = z.object({
  /** What GBK has no character for arrives as a question mark. */
  text: z.string().min(1).max(500),
  urgent: z.boolean().optional(),
  /** On its screen; so where nothing is said. */
  display: z.boolean().optional(),
  /** Aloud; so where nothing is said. */
  speak: z.boolean().optional(),
});
const picturesSchema = z.object({
  channel: channelSchema,
  count: z.number().int().min(1).max(10).optional(),
  /** Between two pictures, s. */
  interval: z.number().int().min(0).max(60).optional(),
  size: z.enum(PICTURE_SIZES).optional(),
  /** 1 the best, 10 the smallest. */
  quality: z.number().int().min(1).max(10).optional(),
});
const takenSchema = z.object({ media: z.array(z.number().int()) });

/** What a vehicle can be asked to say, show or take. */
export function orderRoutes(station: StationParts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/vehicles/:sim/position',
      role: 'viewer',
      about: {
        summary: 'Ask a vehicle where it is now.',
        responses: {
          200: { description: 'The vehicle, with what it says.', schema: vehicleSchema },
          404: NO_VEHICLE,
          409: NOT_THERE,
        },
      },
      async handle(call) {
        const { fleet, terminal } = terminalOf(station, call);
        if (!(await askPosition(terminal))) throw new HttpFault(409, text('http.vehicleSilent'));
        return jsonReply(inEnglish(describeVehicle(fleet, terminal)));
      },
    },
    {
      method: 'POST',
      path: '/api/vehicles/:sim/text',
      role: 'admin',
      about: {
        summary: 'Send the driver a text.',
        body: textSchema,
        responses: { 204: { description: 'The vehicle has it.' }, 404: NO_VEHICLE, 409: REFUSED },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { text: words, urgent, display = true, speak = true } = await call.json(textSchema);
        if (!(await sendText(terminal, words, { urgent, display, speak }))) {
          throw new HttpFault(409, text('http.vehicleRefuses'));
        }
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: '/api/vehicles/:sim/pictures',
      role: 'admin',
      about: {
        summary: 'Have a camera of a vehicle take pictures and send them; they come one by one, see its files.',
        body: picturesSchema,
        responses: {
          202: { description: 'It has taken them. Numbers of its own, where it tells them.', schema: takenSchema },
          404: NO_VEHICLE,
          409: REFUSED,
        },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { channel, count = 1, interval = 0, size = '640x480', quality = 3 } = await call.json(picturesSchema);
        const media = await takePictures(terminal, { channel, count, intervalSeconds: interval, size, quality });
        if (!media) throw new HttpFault(409, text('http.vehicleRefuses'));
        return jsonReply({ media }, 202);
      },
    },
  ];
}
