import { ACCESS_FLAGS, listenKind } from './access-flags';
import type { Flag } from './flag';
import { SERVICE_FLAGS } from './service-flags';
import { VIEW_FLAGS } from './view-flags';

const { host, videoPort, telemetryPort, sources, showDamaged, ffmpeg, settings, logLevel } = VIEW_FLAGS;

/** The settings of `groundglass gateway`, by their names in a settings file, which it shares with the viewer. */
export const GATEWAY_FLAGS = {
  listen: {
    kind: listenKind,
    description: 'Where browsers find the viewer. On any address but loopback, clients need a token.',
    fallback: { address: '127.0.0.1', port: 3000 },
  },
  ...ACCESS_FLAGS,
  host: { ...host, description: 'Vehicle to take in: address of the Raspberry Pi host.' },
  videoPort,
  telemetryPort,
  sources,
  ...SERVICE_FLAGS,
  showDamaged,
  ffmpeg,
  settings,
  logLevel,
} as const satisfies Record<string, Flag<unknown>>;
