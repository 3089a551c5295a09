import { text } from '../texts/text';
import { isLoopback } from './endpoint';
import { filePath, number, parsed, port, toggle } from './flag';
import type { FlagTable } from './values';

/** The settings of `groundglass simulate pi`. */
export const SIMULATE_PI_FLAGS = {
  videoPort: { kind: port(true), description: 'simulatePi.videoPort.about', default: 8000 },
  telemetryPort: { kind: port(true), description: 'simulatePi.telemetryPort.about', default: 8001 },
  listen: {
    kind: parsed('ADDR', text('allowed.ownAddress'), (value) =>
      isLoopback(value) || /^[0-9a-fA-F:.]{2,45}$/.test(value) ? value : undefined,
    ),
    description: 'simulatePi.listen.about',
    default: '127.0.0.1',
  },
  clip: {
    kind: filePath,
    description: 'simulatePi.clip.about',
  },
  fps: { kind: number('N', 1, 240, false), description: 'simulatePi.fps.about', default: 30 },
  noVideo: { kind: toggle, description: 'simulatePi.noVideo.about', default: false },
  noTelemetry: { kind: toggle, description: 'simulatePi.noTelemetry.about', default: false },
  dropAfter: {
    kind: number('S', 0.1, 86400, false),
    description: 'simulatePi.dropAfter.about',
  },
  stall: {
    kind: number('MS', 1, 600000),
    description: 'simulatePi.stall.about',
  },
  garbage: { kind: toggle, description: 'simulatePi.garbage.about', default: false },
  midGroup: {
    kind: toggle,
    description: 'simulatePi.midGroup.about',
    default: false,
  },
  captureTime: {
    kind: toggle,
    description: 'simulatePi.captureTime.about',
    default: false,
  },
  aud: {
    kind: toggle,
    description: 'simulatePi.aud.about',
    default: false,
  },
} as const satisfies FlagTable;
