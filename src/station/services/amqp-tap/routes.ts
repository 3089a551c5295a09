import { z } from 'zod';
import { text } from '#core/texts/text';
import { HttpFault, jsonReply, type MakeModule } from '../../extension/gateway-module';
import { AMQP_TAP, type AmqpTap } from './amqp-tap';
import { DEFAULT_TAP_SETTINGS, tapSettingsSchema } from './tap-settings';

const tapSchema = z.object({
  /** The stream's id. */
  stream: z.string(),
  /** Its settings, under the name that clients of the API know. */
  wish: tapSettingsSchema,
  /** JPEGs that the broker has, that were given up, and that wait for it. */
  frames: z.object({ confirmed: z.number().int(), dropped: z.number().int(), waiting: z.number().int() }),
  /** The same of the H.264. */
  h264: z.object({ confirmed: z.number().int(), dropped: z.number().int() }),
  /** Why there are no frames. */
  problem: z.string().optional(),
});

const amqpSchema = z.object({
  /** `off` where no RabbitMQ is set; else how the link to it does. */
  state: z.enum(['off', 'connecting', 'open', 'failed', 'stopped']),
  /** Where it is, with no user and no password. */
  where: z.string().optional(),
  /** What is wrong, in a line. */
  detail: z.string().optional(),
  taps: z.array(tapSchema),
});

const NO_TAP = text('http.noAmqp');

/** Publishing streams to RabbitMQ: what is, and what is to be. */
export const amqpModule: MakeModule = ({ station }) => {
  const { hub } = station;
  const tapOf = (id: string): AmqpTap => {
    const tap = station.get(AMQP_TAP);
    if (!tap) throw new HttpFault(409, NO_TAP);
    if (!hub.get(id)) throw new HttpFault(404, text('http.noStream'));
    return tap;
  };
  const type = 'application/json';
  // not shown: the API's description
  const notThere = { 404: { description: 'No such stream', type }, 409: { description: 'No RabbitMQ is set', type } };
  return {
    http: [
      {
        method: 'GET',
        path: '/api/amqp',
        role: 'viewer',
        about: {
          summary: 'What is published to RabbitMQ for other programs, and how that does.',
          responses: { 200: { description: '`off` where no RabbitMQ is set.', schema: amqpSchema } },
        },
        handle: () => jsonReply(describe(station.get(AMQP_TAP))),
      },
      {
        method: 'PUT',
        path: '/api/amqp/:id',
        role: 'admin',
        about: {
          summary:
            'Publishes a stream to RabbitMQ from now on; what is left out is as usual (5 JPEGs a second, no H.264).',
          body: tapSettingsSchema.partial(),
          responses: { 200: { description: 'As GET /api/amqp', schema: amqpSchema }, ...notThere },
        },
        async handle({ params: { id = '' }, json }) {
          const asked = await json(tapSettingsSchema.partial());
          tapOf(id).start(id, tapSettingsSchema.parse({ ...DEFAULT_TAP_SETTINGS, ...asked }));
          return jsonReply(describe(station.get(AMQP_TAP)));
        },
      },
      {
        method: 'DELETE',
        path: '/api/amqp/:id',
        role: 'admin',
        about: {
          summary: 'Publishes a stream to RabbitMQ no more.',
          responses: { 200: { description: 'As GET /api/amqp', schema: amqpSchema }, ...notThere },
        },
        handle({ params: { id = '' } }) {
          tapOf(id).stop(id);
          return jsonReply(describe(station.get(AMQP_TAP)));
        },
      },
    ],
  };
};

function describe(tap: AmqpTap | undefined): z.infer<typeof amqpSchema> {
  if (!tap) return { state: 'off', taps: [] };
  const { state, where, reports } = tap;
  const failure = 'failure' in state ? state.failure : undefined;
  const taps = reports.map(({ problem, ...report }) => ({ ...report, ...(problem !== undefined && { problem }) }));
  return { state: state.state, where, ...(failure && { detail: failure.detail }), taps };
}
