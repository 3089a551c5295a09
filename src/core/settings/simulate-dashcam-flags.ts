import { text } from '../texts/text';
import { filePath, number, oneOf, parsed, port, toggle } from './flag';
import type { FlagTable } from './values';

const digits = parsed('DIGITS', text('allowed.phoneNumber'), (value) => (/^\d{6,20}$/.test(value) ? value : undefined));

/** The settings of `groundglass simulate dashcam`. */
export const SIMULATE_DASHCAM_FLAGS = {
  host: {
    kind: parsed('HOST', text('allowed.hostOrAddress'), (value) =>
      /^[^\s/?#@]{1,253}$/.test(value) ? value : undefined,
    ),
    description: 'simulateDashcam.host.about',
    default: '127.0.0.1',
  },
  port: { kind: port(), description: 'simulateDashcam.port.about', default: 7611 },
  phone: {
    kind: digits,
    description: 'simulateDashcam.phone.about',
    default: '13800138000',
  },
  channels: { kind: number('N', 1, 16), description: 'simulateDashcam.channels.about', default: 4 },
  version: { kind: oneOf('2013', '2019'), description: 'simulateDashcam.version.about', default: '2019' },
  transport: {
    kind: oneOf('tcp', 'udp', 'signalling'),
    description: 'simulateDashcam.transport.about',
    default: 'tcp',
  },
  loss: { kind: number('PERCENT', 0, 100, false), description: 'simulateDashcam.loss.about', default: 0 },
  reorder: { kind: toggle, description: 'simulateDashcam.reorder.about', default: false },
  code: {
    kind: parsed('CODE', text('allowed.upTo255'), (value) => (/^.{1,255}$/.test(value) ? value : undefined)),
    secret: true,
    description: 'simulateDashcam.code.about',
  },
  sound: { kind: toggle, description: 'simulateDashcam.sound.about', default: false },
  clip: {
    kind: filePath,
    description: 'simulateDashcam.clip.about',
  },
  subClip: {
    kind: filePath,
    description: 'simulateDashcam.subClip.about',
  },
  fps: { kind: number('N', 1, 240, false), description: 'simulateDashcam.fps.about', default: 30 },
} as const satisfies FlagTable;
