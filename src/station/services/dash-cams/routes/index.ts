import { z } from 'zod';
import { recordingSchema, vehicleSchema } from '#contracts/vehicles';
import { text } from '#core/texts/text';
import {
  type HttpCall,
  HttpFault,
  type HttpRoute,
  jsonReply,
  type MakeModule,
} from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { describeFleet, describeVehicle } from '../../../sources/accept/jt/describe-vehicle';
import { FLEET } from '../../../sources/accept/jt/fleet';
import { askRecordings } from '../../../sources/accept/jt/recordings';
import { fileRoutes } from './files';
import { historyRoutes } from './history';
import { inEnglish } from './in-english';
import { orderRoutes } from './orders';
import { parameterRoutes } from './parameters';
import { readSpan, readTime } from './times';
import { uploadRoutes } from './uploads';
import { BAD_TIMES, channelSchema, NO_VEHICLE, NOT_THERE, terminalOf, timeSchema } from './vehicle-call';

const speedSchema = z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8), z.literal(16)]);
const playSchema = z.object({
  channel: channelSchema,
  from: timeSchema,
  to: timeSchema,
  speed: speedSchema.optional(),
});
const orderSchema = z.discriminatedUnion('command', [
  z.object({ command: z.enum(['pause', 'resume']) }),
  z.object({ command: z.literal('seek'), to: timeSchema }),
  z.object({ command: z.literal('speed'), speed: speedSchema }),
]);
const streamSchema = z.object({ stream: z.string() });

/** `/api/vehicles`: dash cams' vehicles, what they have recorded, and playing it. */
export const vehiclesModule: MakeModule = ({ station }) => ({
  http: [
    ...listRoutes(station),
    ...playRoutes(station),
    ...historyRoutes(station),
    ...fileRoutes(station),
    ...orderRoutes(station),
    ...parameterRoutes(station),
    ...uploadRoutes(station),
  ],
});

function listRoutes(station: StationParts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/vehicles',
      role: 'viewer',
      about: {
        summary: 'Dash cams’ vehicles, those that are connected first.',
        responses: {
          200: { description: 'All that have come.', schema: z.object({ vehicles: z.array(vehicleSchema) }) },
        },
      },
      handle: () => {
        const fleet = station.get(FLEET);
        return jsonReply({ vehicles: fleet ? describeFleet(fleet).map(inEnglish) : [] });
      },
    },
    {
      method: 'GET',
      path: '/api/vehicles/:sim',
      role: 'viewer',
      about: {
        summary: 'One dash cam’s vehicle.',
        responses: { 200: { description: 'The vehicle.', schema: vehicleSchema }, 404: NO_VEHICLE },
      },
      handle: (call) => {
        const { fleet, terminal } = terminalOf(station, call);
        return jsonReply(inEnglish(describeVehicle(fleet, terminal)));
      },
    },
    {
      method: 'GET',
      path: '/api/vehicles/:sim/recordings',
      role: 'viewer',
      about: {
        summary: 'What a dash cam has in its own storage.',
        query: {
          channel: 'Of this camera alone.',
          from: 'ISO 8601, or ms since 1970; the last 24 hours where nothing is said.',
          to: 'As from; now where nothing is said.',
        },
        responses: {
          200: { description: 'At most 2000.', schema: z.object({ recordings: z.array(recordingSchema) }) },
          400: BAD_TIMES,
          404: NO_VEHICLE,
          409: NOT_THERE,
        },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const { fromMs, toMs } = readSpan(call.query.get('from'), call.query.get('to'), Date.now());
        const channel = call.query.get('channel') ?? '0';
        if (!/^\d{1,3}$/.test(channel) || Number(channel) > 255) throw new HttpFault(400, text('http.noChannel'));
        const recordings = await askRecordings(terminal, Number(channel), fromMs, toMs);
        if (!recordings) throw new HttpFault(409, text('http.vehicleSilent'));
        return jsonReply({ recordings });
      },
    },
  ];
}

/** A playback costs the vehicle's mobile data and is seen by everybody: it takes more than to watch. */
function playRoutes(station: StationParts): readonly HttpRoute[] {
  const playbackOf = (call: HttpCall) => {
    const { fleet, terminal } = terminalOf(station, call);
    const playback = fleet.playback(terminal.sim, Number(call.params.channel));
    if (!playback) throw new HttpFault(404, text('http.noPlayback'));
    return playback;
  };
  return [
    {
      method: 'POST',
      path: '/api/vehicles/:sim/playback',
      role: 'admin',
      about: {
        summary: 'Have a dash cam play what it recorded, as a stream; it ends when nobody watches it for 30 s.',
        body: playSchema,
        responses: {
          201: { description: 'The stream.', schema: streamSchema },
          400: BAD_TIMES,
          404: NO_VEHICLE,
          409: NOT_THERE,
        },
      },
      async handle(call) {
        const { fleet, terminal } = terminalOf(station, call);
        const { channel, from, to, speed = 1 } = await call.json(playSchema);
        const playback = await fleet.play(terminal, channel, { ...readSpan(from, to, Date.now()), speed });
        if (!playback) throw new HttpFault(409, text('http.vehicleRefuses'));
        return jsonReply({ stream: playback.stream.info.id }, 201);
      },
    },
    {
      method: 'PATCH',
      path: '/api/vehicles/:sim/playback/:channel',
      role: 'admin',
      about: {
        summary: 'Pause, resume, seek, or change the speed of a playback.',
        body: orderSchema,
        responses: { 200: { description: 'The stream.', schema: streamSchema }, 400: BAD_TIMES, 404: NO_VEHICLE },
      },
      async handle(call) {
        const playback = playbackOf(call);
        const order = await call.json(orderSchema);
        if (order.command === 'seek') playback.order({ command: 'seek', toMs: readTime(order.to) });
        else playback.order(order);
        return jsonReply({ stream: playback.stream.info.id });
      },
    },
    {
      method: 'DELETE',
      path: '/api/vehicles/:sim/playback/:channel',
      role: 'admin',
      about: {
        summary: 'End a playback.',
        responses: { 200: { description: 'The stream that was.', schema: streamSchema }, 404: NO_VEHICLE },
      },
      handle(call) {
        const playback = playbackOf(call);
        playback.end();
        return jsonReply({ stream: playback.stream.info.id });
      },
    },
  ];
}
