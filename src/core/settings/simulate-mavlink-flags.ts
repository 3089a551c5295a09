import { text } from '../texts/text';
import { parseEndpoint } from './endpoint';
import { filePath, number, oneOf, parsed, port, toggle } from './flag';
import { heldAttitudeKind } from './held-attitude';
import type { FlagTable } from './values';

/** The settings of `groundglass simulate mavlink`. */
export const SIMULATE_MAVLINK_FLAGS = {
  vehicle: {
    kind: oneOf('copter', 'plane', 'rover', 'sub'),
    description: 'simulateMavlink.vehicle.about',
    default: 'copter',
  },
  px4: { kind: toggle, description: 'simulateMavlink.px4.about', default: false },
  udp: {
    kind: parsed('HOST:PORT', text('allowed.hostAndPort'), (value) => {
      const to = parseEndpoint(value);
      return to?.port ? to : undefined;
    }),
    description: 'simulateMavlink.udp.about',
  },
  tcp: { kind: port(true), description: 'simulateMavlink.tcp.about' },
  videoPort: { kind: port(true), description: 'simulateMavlink.videoPort.about' },
  clip: { kind: filePath, description: 'simulateMavlink.clip.about' },
  fps: { kind: number('N', 1, 240, false), description: 'simulateMavlink.fps.about', default: 30 },
  hold: { kind: heldAttitudeKind, description: 'simulateMavlink.hold.about' },
  noise: { kind: toggle, description: 'simulateMavlink.noise.about', default: false },
  loss: { kind: number('PERCENT', 0, 100, false), description: 'simulateMavlink.loss.about', default: 0 },
  gimbal: { kind: toggle, description: 'simulateMavlink.gimbal.about', default: false },
  secondVehicle: { kind: toggle, description: 'simulateMavlink.secondVehicle.about', default: false },
  videoUri: {
    kind: parsed('URI', text('allowed.from1To160'), (value) =>
      /^[\x21-\x7e]{1,160}$/.test(value) ? value : undefined,
    ),
    description: 'simulateMavlink.videoUri.about',
  },
  signed: { kind: filePath, description: 'simulateMavlink.signed.about' },
} as const satisfies FlagTable;
