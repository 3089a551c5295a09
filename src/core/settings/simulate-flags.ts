import { isLoopback } from './endpoint';
import { type Flag, number, optional, port, text, toggle } from './flag';

/** The settings of `groundglass simulate pi`. */
export const SIMULATE_PI_FLAGS = {
  videoPort: { kind: port(true), description: 'TCP port of the video; 0 takes any free one.', fallback: 8000 },
  telemetryPort: { kind: port(true), description: 'TCP port of the telemetry; 0 takes any free one.', fallback: 8001 },
  listen: {
    kind: text('ADDR', 'an address of this machine, such as 127.0.0.1 or 0.0.0.0', (value) =>
      isLoopback(value) || /^[0-9a-fA-F:.]{2,45}$/.test(value) ? value : undefined,
    ),
    description: 'Address to listen on.',
    fallback: '127.0.0.1',
  },
  clip: {
    kind: optional(text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined))),
    description: 'Raw H.264 file to play instead of the demo flight.',
    fallback: undefined,
  },
  fps: { kind: number('N', 1, 240, false), description: 'Pictures a second.', fallback: 30 },
  noVideo: { kind: toggle, description: 'Refuse video.', fallback: false },
  noTelemetry: { kind: toggle, description: 'Refuse telemetry.', fallback: false },
  dropAfter: {
    kind: optional(number('S', 0.1, 86400, false)),
    description: 'Close each video connection after S seconds.',
    fallback: undefined,
  },
  stall: {
    kind: optional(number('MS', 1, 600000)),
    description: 'Pause MS in the middle of every 50th picture.',
    fallback: undefined,
  },
  garbage: { kind: toggle, description: 'Put random bytes between pictures, and NaN into telemetry.', fallback: false },
  midGroup: {
    kind: toggle,
    description: 'Begin each video connection in the middle of a group of pictures.',
    fallback: false,
  },
  captureTime: {
    kind: toggle,
    description:
      'Write into each picture when it was taken, and answer clock probes (the original host does neither), so that the viewer can tell the whole latency.',
    fallback: false,
  },
  aud: {
    kind: toggle,
    description:
      "Write the next picture's access unit delimiter right behind each picture (the original host does not).",
    fallback: false,
  },
} as const satisfies Record<string, Flag<unknown>>;
