import { type Flag, number, oneOf, optional, port, text, toggle } from './flag';

const digits = text('DIGITS', '6 to 20 digits', (value) => (/^\d{6,20}$/.test(value) ? value : undefined));

/** The settings of `groundglass simulate dashcam`. */
export const SIMULATE_DASHCAM_FLAGS = {
  host: {
    kind: text('HOST', 'a host name or IP address', (value) => (/^[^\s/?#@]{1,253}$/.test(value) ? value : undefined)),
    description: 'The platform: a station that takes dash cams (`--jt`).',
    fallback: '127.0.0.1',
  },
  port: { kind: port(), description: 'Its port for signalling. Media go where it says.', fallback: 7611 },
  phone: {
    kind: digits,
    description: 'Phone number, by which the platform knows the terminal.',
    fallback: '13800138000',
  },
  channels: { kind: number('N', 1, 16), description: 'Cameras.', fallback: 4 },
  version: { kind: oneOf('2013', '2019'), description: 'Edition of JT/T 808 to speak.', fallback: '2019' },
  transport: { kind: oneOf('tcp', 'udp'), description: 'What pictures go over.', fallback: 'tcp' },
  loss: { kind: number('PERCENT', 0, 100, false), description: 'Datagrams that are lost, over UDP.', fallback: 0 },
  reorder: { kind: toggle, description: 'Some datagrams overtake others, over UDP.', fallback: false },
  code: {
    kind: {
      ...optional(text('CODE', 'up to 255 characters', (value) => (/^.{1,255}$/.test(value) ? value : undefined))),
      secret: true,
    },
    description: 'Code to authenticate with; without one it registers and takes the code that it is given.',
    fallback: undefined,
  },
  sound: { kind: toggle, description: 'Send a tone as well (G.711A).', fallback: false },
  clip: {
    kind: optional(text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined))),
    description: 'Raw H.264 file to send instead of the demo flight.',
    fallback: undefined,
  },
  subClip: {
    kind: optional(text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined))),
    description: 'Raw H.264 file that is its sub stream; without one both streams are the same.',
    fallback: undefined,
  },
  fps: { kind: number('N', 1, 240, false), description: 'Pictures a second.', fallback: 30 },
} as const satisfies Record<string, Flag<unknown>>;
