import { approvals } from '../features/approvals/feature';
import { cameras } from '../features/cameras/feature';
import { connect } from '../features/connect/feature';
import { clips } from '../features/export/feature';
import { inspection } from '../features/inspection/feature';
import { keys } from '../features/keys/feature';
import { library } from '../features/library/feature';
import { mapTrail } from '../features/map-trail/feature';
import { notices } from '../features/notices/feature';
import { playing } from '../features/playing/feature';
import { plots } from '../features/plots/feature';
import { recording } from '../features/recording/feature';
import { serving } from '../features/serving/feature';
import { share } from '../features/share/feature';
import { snapshot } from '../features/snapshot/feature';
import { sound } from '../features/sound/feature';
import { statistics } from '../features/statistics/feature';
import { status } from '../features/status/feature';
import { thumbnails } from '../features/thumbnails/feature';
import { timeline } from '../features/timeline/feature';
import { units } from '../features/units/feature';
import { values } from '../features/values/feature';
import { vehicles } from '../features/vehicles/feature';
import { wall } from '../features/wall/feature';
import { windowFeature } from '../features/window/feature';
import type { Feature } from '../viewer/viewer';

/**
 * All features. Store, router of messages, dialogs, card of keys and menus are made of it. In the order of the table they stand
 * in each place of the page, have each message, and are told of the link.
 */
export const FEATURES: readonly Feature[] = [
  windowFeature,
  approvals,
  status,
  notices,
  keys,
  connect,
  sound,
  thumbnails,
  share,
  cameras,
  serving,
  vehicles,
  library,
  recording,
  clips,
  statistics,
  values,
  units,
  plots,
  inspection,
  snapshot,
  mapTrail,
  timeline,
  playing,
  wall,
];
