import { z } from 'zod';
import { jsonReply, type MakeModule } from '../../extension/gateway-module';
import { BROKER, type Broker } from './broker';

const brokerSchema = z.object({
  /** `off` where none is set; else how the link to it does. */
  state: z.enum(['off', 'connecting', 'open', 'failed', 'stopped']),
  /** Where it is, with no user and no password. */
  where: z.string().optional(),
  /** This station's name there. */
  name: z.string().optional(),
  /** What is wrong, in a line. */
  detail: z.string().optional(),
  stations: z.array(z.object({ name: z.string(), streams: z.number().int(), lastHeardMs: z.number().int() })),
});

/** How sharing streams with other stations does. */
export const brokerModule: MakeModule = ({ station }) => ({
  http: [
    {
      method: 'GET',
      path: '/api/broker',
      role: 'viewer',
      about: {
        summary: 'How sharing streams with other stations does, and which others there are.',
        responses: { 200: { description: '`off` where no broker is set.', schema: brokerSchema } },
      },
      handle: () => jsonReply(describe(station.get(BROKER))),
    },
  ],
});

function describe(broker: Broker | undefined): z.infer<typeof brokerSchema> {
  if (!broker) return { state: 'off', stations: [] };
  const { state, where, name, stations } = broker;
  const failure = 'failure' in state ? state.failure : undefined;
  return { state: state.state, where, name, ...(failure && { detail: failure.detail }), stations: [...stations] };
}
