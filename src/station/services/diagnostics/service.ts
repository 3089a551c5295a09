import { service } from '../../extension/service';
import { DIAGNOSTICS } from './diagnostics';
import { diagnosticsModule } from './routes';
import { stationReport } from './station-report';
import { diagnosticsHandler } from './topic';

/** Says how the station is, for a bug report. It has no settings of its own, and tells all that were changed. */
export const diagnosticsService = service({
  id: 'diagnostics',
  flags: {},
  closes: 'listeners',
  topics: [diagnosticsHandler],
  routes: [diagnosticsModule],
  start(context, settings) {
    return { close: context.provide(DIAGNOSTICS, { report: () => stationReport(context, settings) }) };
  },
});
