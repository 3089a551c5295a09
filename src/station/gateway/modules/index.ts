import type { MakeModule } from '../module';
import { amqpModule } from './amqp';
import { brokerModule } from './broker';
import { clipMaterialModule } from './clip-material';
import { exportsModule } from './exports';
import { healthModule } from './health';
import { jpegModule } from './jpeg';
import { metricsModule } from './metrics';
import { mseModule } from './mse';
import { openApiModule } from './openapi';
import { recordingsModule } from './recordings';
import { shareModule } from './share';
import { snapshotModule } from './snapshot';
import { vehiclesModule } from './vehicles';
import { videoSocket } from './video-socket';
import { viewerLinkModule } from './viewer-link';

/** Every module of the gateway. Add a new one here; nothing else names it. */
export const MODULES: readonly MakeModule[] = [
  viewerLinkModule,
  healthModule,
  metricsModule,
  openApiModule,
  videoSocket(),
  jpegModule,
  mseModule,
  recordingsModule,
  exportsModule,
  clipMaterialModule,
  shareModule,
  brokerModule,
  amqpModule,
  snapshotModule,
  vehiclesModule,
];
