import type { MakeModule } from '../../extension/gateway-module';
import { FLEET } from '../../sources/accept/jt/fleet';
import { EXPOSITION_TYPE, writeExposition } from '../metrics/exposition';
import { datagramMetrics, gatewayMetrics, processMetrics } from '../metrics/gateway-metrics';
import { streamMetrics } from '../metrics/stream-metrics';

/** Numbers for Prometheus. */
export const metricsModule: MakeModule = ({ station, counters }) => ({
  http: [
    {
      method: 'GET',
      path: '/metrics',
      role: 'viewer',
      about: {
        summary: 'The numbers of every stream, the gateway and the process, for Prometheus.',
        responses: { 200: { description: 'Text format 0.0.4', type: EXPOSITION_TYPE } },
      },
      handle: () => ({
        headers: { 'Content-Type': EXPOSITION_TYPE },
        body: writeExposition([
          ...streamMetrics(station.hub.list()),
          ...gatewayMetrics(counters()),
          ...datagramMetrics(station.get(FLEET)?.datagrams),
          ...processMetrics(),
        ]),
      }),
    },
  ],
});
