import { approvalsTopic } from './approvals';
import { diagnosticsTopic } from './diagnostics';
import { exportsTopic } from './exports';
import { fleetTopic } from './fleet';
import { foundTopic } from './found';
import { inspectionTopic } from './inspection';
import { keyPicturesTopic } from './key-pictures';
import { libraryTopic } from './library';
import { linkTopic } from './link';
import { marksTopic } from './marks';
import { phonesTopic } from './phones';
import { picturesTopic } from './pictures';
import { playbackTopic } from './playback';
import { recentTopic } from './recent';
import { recordingTopic } from './recording';
import { servingTopic } from './serving';
import { soundTopic } from './sound';
import { sourcesTopic } from './sources';
import { streamsTopic } from './streams';

/** Every topic of the link. Add a new one here; the unions of messages are made of this table. */
export const TOPICS = [
  linkTopic,
  streamsTopic,
  sourcesTopic,
  picturesTopic,
  soundTopic,
  playbackTopic,
  keyPicturesTopic,
  marksTopic,
  recordingTopic,
  libraryTopic,
  exportsTopic,
  servingTopic,
  approvalsTopic,
  phonesTopic,
  fleetTopic,
  diagnosticsTopic,
  inspectionTopic,
  foundTopic,
  recentTopic,
] as const;
