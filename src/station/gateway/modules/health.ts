import type { MakeModule } from '../../extension/gateway-module';

/** Whether the gateway answers at all, for those who watch over programs. */
export const healthModule: MakeModule = () => ({
  http: [
    {
      method: 'GET',
      path: '/healthz',
      role: 'viewer',
      about: { summary: 'Says that the gateway answers.', responses: { 200: { description: '“ok”' } } },
      handle: () => ({ body: 'ok\n' }),
    },
  ],
});
