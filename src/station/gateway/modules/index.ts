import type { MakeModule } from '../../extension/gateway-module';
import { healthModule } from './health';
import { jpegModule } from './jpeg';
import { metricsModule } from './metrics';
import { mseModule } from './mse';
import { openApiModule } from './openapi';
import { shareModule } from './share';
import { snapshotModule } from './snapshot';
import { telemetryModule } from './telemetry';
import { videoSocket } from './video-socket';
import { viewerLinkModule } from './viewer-link';

/** The gateway's own modules. Add a new one here, or to a service's row; nothing else names it. */
export const OWN_MODULES: readonly MakeModule[] = [
  viewerLinkModule,
  healthModule,
  metricsModule,
  openApiModule,
  videoSocket(),
  jpegModule,
  mseModule,
  shareModule,
  snapshotModule,
  telemetryModule,
];
