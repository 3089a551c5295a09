import { ACCESS_FLAGS } from './access-flags';
import { AMQP_FLAGS } from './amqp-flags';
import { BROKER_FLAGS } from './broker-flags';
import { DISCOVERY_FLAGS } from './discovery-flags';
import { DOCTOR_LINK_FLAGS } from './doctor-link-command';
import { EXPORT_FLAGS } from './export-command';
import { GATEWAY_FLAGS } from './gateway-flags';
import { HOST_FLAGS } from './host-flags';
import { JT_FLAGS } from './jt-flags';
import { PLAY_FLAGS } from './play-command';
import { RECORD_COMMAND_FLAGS } from './record-command';
import { RECORD_FLAGS } from './record-flags';
import { REMOTE_CAMERA_FLAGS } from './remote-camera-flags';
import { RESTREAM_FLAGS } from './restream-flags';
import { REWIND_FLAGS } from './rewind-flags';
import { SERVICE_FLAGS } from './service-flags';
import { flagsOf } from './settings';
import { SIMULATE_DASHCAM_FLAGS } from './simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from './simulate-flags';
import { SIMULATE_MAVLINK_FLAGS } from './simulate-mavlink-flags';
import { SIMULATE_MSP_FLAGS } from './simulate-msp-flags';
import { SIMULATE_PHONE_FLAGS } from './simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from './simulate-push-flags';
import type { FlagTable } from './values';
import { VIEW_FLAGS } from './view-flags';

/** Without what viewer and gateway share, which has tables of its own. */
function own(table: FlagTable): FlagTable {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !(name in SERVICE_FLAGS || name in ACCESS_FLAGS)));
}

/**
 * The tables of flags in docs/flags.md, by the names of their places: `<!-- name -->` … `<!-- /name -->`.
 * `node scripts/write-flag-tables.mjs` writes them there.
 */
export const FLAG_TABLES: Readonly<Record<string, Readonly<Record<string, FlagTable>>>> = {
  'docs/flags.md': {
    flags: own(VIEW_FLAGS),
    'gateway-flags': own(GATEWAY_FLAGS),
    'access-flags': flagsOf(ACCESS_FLAGS, 'gateway'),
    'discovery-flags': DISCOVERY_FLAGS,
    'restream-flags': RESTREAM_FLAGS,
    'broker-flags': BROKER_FLAGS,
    'amqp-flags': AMQP_FLAGS,
    'remote-camera-flags': REMOTE_CAMERA_FLAGS,
    'jt-flags': JT_FLAGS,
    'rewind-flags': REWIND_FLAGS,
    'recording-flags': RECORD_FLAGS,
    'record-flags': RECORD_COMMAND_FLAGS,
    'export-flags': EXPORT_FLAGS,
    'doctor-link-flags': DOCTOR_LINK_FLAGS,
    'play-flags': { fps: PLAY_FLAGS.fps, tlog: PLAY_FLAGS.tlog, tlogOffset: PLAY_FLAGS.tlogOffset },
    'simulate-flags': SIMULATE_PI_FLAGS,
    'push-flags': SIMULATE_PUSH_FLAGS,
    'phone-flags': SIMULATE_PHONE_FLAGS,
    'dashcam-flags': SIMULATE_DASHCAM_FLAGS,
    'simulate-mavlink-flags': SIMULATE_MAVLINK_FLAGS,
    'simulate-msp-flags': SIMULATE_MSP_FLAGS,
  },
  'docs/host.md': { 'host-flags': HOST_FLAGS },
};
