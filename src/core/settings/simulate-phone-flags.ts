import { text } from '../texts/text';
import { filePath, number, oneOf, parsed, port, toggle } from './flag';
import { hostKind } from './host';
import type { FlagTable } from './values';

const words = (placeholder: string) =>
  parsed(placeholder, text('allowed.upTo200'), (value) =>
    value.length > 0 && value.length <= 200 ? value : undefined,
  );

// not shown: a name that the phone gives itself, over its own protocol
const SIMULATED_PHONE = 'Simulated phone';

/** The settings of `groundglass simulate phone`. */
export const SIMULATE_PHONE_FLAGS = {
  host: { kind: hostKind, description: 'simulatePhone.host.about', default: '127.0.0.1' },
  port: { kind: port(), description: 'simulatePhone.port.about', default: 5757 },
  sourceId: {
    kind: words('ID'),
    description: 'simulatePhone.sourceId.about',
    default: 'simulated-phone',
  },
  name: { kind: words('NAME'), description: 'simulatePhone.name.about', default: SIMULATED_PHONE },
  code: { kind: words('CODE'), description: 'simulatePhone.code.about' },
  clip: {
    kind: filePath,
    description: 'simulatePhone.clip.about',
  },
  camera: {
    kind: parsed('CAMERA', text('allowed.camera'), (value) => (value.length > 0 ? value : undefined)),
    description: 'simulatePhone.camera.about',
  },
  fps: { kind: number('N', 1, 240, false), description: 'simulatePhone.fps.about', default: 30 },
  codec: { kind: oneOf('h264', 'h265'), description: 'simulatePhone.codec.about', default: 'h264' },
  avcc: { kind: toggle, description: 'simulatePhone.avcc.about', default: false },
  annexb: { kind: toggle, description: 'simulatePhone.annexb.about', default: false },
  parameterSets: {
    kind: oneOf('inband', 'handshake', 'none'),
    description: 'simulatePhone.parameterSets.about',
    default: 'inband',
  },
  audio: { kind: oneOf('none', 'pcm16'), description: 'simulatePhone.audio.about', default: 'none' },
  metadata: {
    kind: oneOf('none', 'face', 'body', 'custom', 'all'),
    description: 'simulatePhone.metadata.about',
    default: 'none',
  },
} as const satisfies FlagTable;
