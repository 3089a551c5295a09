import { AMQP_FLAGS } from './amqp-flags';
import { BROKER_FLAGS } from './broker-flags';
import { DISCOVERY_FLAGS } from './discovery-flags';
import { JT_FLAGS } from './jt-flags';
import { RECORD_FLAGS } from './record-flags';
import { REMOTE_CAMERA_FLAGS } from './remote-camera-flags';
import { RESTREAM_FLAGS } from './restream-flags';
import { REWIND_FLAGS } from './rewind-flags';

/** The settings of what runs beside a station's own sources, for every command that has a station. */
export const SERVICE_FLAGS = {
  ...RESTREAM_FLAGS,
  ...BROKER_FLAGS,
  ...AMQP_FLAGS,
  ...REMOTE_CAMERA_FLAGS,
  ...JT_FLAGS,
  ...REWIND_FLAGS,
  ...RECORD_FLAGS,
  ...DISCOVERY_FLAGS,
};
