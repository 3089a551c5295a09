import type { Service } from '../extension/service';
import { amqpTapService } from './amqp-tap/service';
import { approvalsService } from './approvals/service';
import { brokerService } from './broker/service';
import { dashCamService } from './dash-cams/service';
import { diagnosticsService } from './diagnostics/service';
import { discoveryService } from './discovery/service';
import { exportsService } from './exports/service';
import { phonesService } from './phones/service';
import { playingService } from './playing/service';
import { recentService } from './recent/service';
import { recorderService } from './recorder/service';
import { restreamService } from './restream/service';
import { rewindService } from './rewind/service';

/**
 * Every service of the station, in the order in which they begin: each finds what those before it provide. Add a new one
 * here; nothing else names it.
 */
export const SERVICES: readonly Service[] = [
  diagnosticsService,
  approvalsService,
  rewindService,
  recorderService,
  playingService,
  exportsService,
  brokerService,
  amqpTapService,
  restreamService,
  phonesService,
  dashCamService,
  discoveryService,
  recentService,
];
