import type { MakeModule } from '../../extension/gateway-module';
import { DIAGNOSTICS } from './diagnostics';

/** The station's part of a bug report. */
export const diagnosticsModule: MakeModule = ({ station }) => ({
  http: [
    {
      method: 'GET',
      path: '/api/diagnostics',
      role: 'admin',
      about: {
        summary: 'The station for a bug report: system, changed settings, streams, last lines of the log; no secrets.',
        responses: { 200: { description: 'Plain text; empty where the station does not say.' } },
      },
      handle: () => ({
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
        body: station.get(DIAGNOSTICS)?.report() ?? '',
      }),
    },
  ],
});
