import { diagnosticsTopic } from '#contracts/topics/diagnostics';
import { stationTopic } from '../../extension/topic';
import { DIAGNOSTICS } from './diagnostics';

/** Gives an administrator the station's part of a bug report; others are told that there is none for them. */
export const diagnosticsHandler = stationTopic({
  contract: diagnosticsTopic,
  open: ({ station, rights, tell }) => ({
    answer() {
      const report = rights.mayChange ? station.get(DIAGNOSTICS)?.report() : undefined;
      tell({ type: 'diagnostics', ...(report !== undefined && { report }) });
    },
  }),
});
