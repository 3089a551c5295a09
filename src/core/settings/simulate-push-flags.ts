import { type Flag, number, optional, text, toggle } from './flag';

/** The settings of `groundglass simulate push`. */
export const SIMULATE_PUSH_FLAGS = {
  url: {
    kind: text('URL', 'a WebSocket address such as ws://127.0.0.1:3000/ws/video', (value) =>
      /^wss?:\/\/[^\s/]+(\/\S*)?$/.test(value) ? value : undefined,
    ),
    description: 'Where to push; ?id=NAME behind it names the stream.',
    fallback: 'ws://127.0.0.1:3000/ws/video',
  },
  clip: {
    kind: optional(text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined))),
    description: 'Raw H.264 or H.265 file to push instead of the demo flight.',
    fallback: undefined,
  },
  fps: { kind: number('N', 1, 240, false), description: 'Pictures a second.', fallback: 30 },
  tone: {
    kind: toggle,
    description: 'With --framed: a tone beside the pictures, at the beginning of each second.',
    fallback: false,
  },
  framed: { kind: toggle, description: 'Push packets with headers instead of a byte stream.', fallback: false },
} as const satisfies Record<string, Flag<unknown>>;
