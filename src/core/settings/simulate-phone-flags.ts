import { type Flag, number, oneOf, optional, port, text, toggle } from './flag';
import { hostKind } from './host';

const words = (placeholder: string) =>
  text(placeholder, 'up to 200 characters', (value) => (value.length > 0 && value.length <= 200 ? value : undefined));

/** The settings of `groundglass simulate phone`. */
export const SIMULATE_PHONE_FLAGS = {
  host: { kind: hostKind, description: 'Station to send to.', fallback: '127.0.0.1' },
  port: { kind: port(), description: 'TCP port on which it lets phones come.', fallback: 5757 },
  sourceId: {
    kind: words('ID'),
    description: "The phone's id, which its stream has too.",
    fallback: 'simulated-phone',
  },
  name: { kind: words('NAME'), description: 'What the phone calls itself.', fallback: 'Simulated phone' },
  code: { kind: optional(words('CODE')), description: 'Pairing code to give.', fallback: undefined },
  clip: {
    kind: optional(text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined))),
    description: 'Raw H.264 or H.265 file to send instead of the demo flight.',
    fallback: undefined,
  },
  camera: {
    kind: optional(text('CAMERA', 'test or a camera', (value) => (value.length > 0 ? value : undefined))),
    description:
      'What it sees instead of a clip, encoded by ffmpeg: test (a generated picture), or a camera of this machine as ffmpeg names it (/dev/video0).',
    fallback: undefined,
  },
  fps: { kind: number('N', 1, 240, false), description: 'Pictures a second.', fallback: 30 },
  codec: { kind: oneOf('h264', 'h265'), description: 'What the clip is.', fallback: 'h264' },
  avcc: { kind: toggle, description: 'Put lengths before NAL units, as phones do.', fallback: false },
  annexb: { kind: toggle, description: 'Put start codes before NAL units instead.', fallback: false },
  parameterSets: {
    kind: oneOf('inband', 'handshake', 'none'),
    description: 'Where parameter sets go. The original sends none.',
    fallback: 'inband',
  },
  audio: { kind: oneOf('none', 'pcm16'), description: 'Sound beside the pictures: a beep a second.', fallback: 'none' },
  metadata: {
    kind: oneOf('none', 'face', 'body', 'custom', 'all'),
    description: 'What the phone says of what it sees.',
    fallback: 'none',
  },
} as const satisfies Record<string, Flag<unknown>>;
