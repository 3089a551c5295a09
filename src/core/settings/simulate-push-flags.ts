import { text } from '../texts/text';
import { filePath, number, parsed, toggle } from './flag';
import type { FlagTable } from './values';

/** The settings of `groundglass simulate push`. */
export const SIMULATE_PUSH_FLAGS = {
  url: {
    kind: parsed('URL', text('allowed.webSocket'), (value) =>
      /^wss?:\/\/[^\s/]+(\/\S*)?$/.test(value) ? value : undefined,
    ),
    description: 'simulatePush.url.about',
    default: 'ws://127.0.0.1:3000/ws/video',
  },
  clip: {
    kind: filePath,
    description: 'simulatePush.clip.about',
  },
  fps: { kind: number('N', 1, 240, false), description: 'simulatePush.fps.about', default: 30 },
  tone: {
    kind: toggle,
    description: 'simulatePush.tone.about',
    default: false,
  },
  framed: { kind: toggle, description: 'simulatePush.framed.about', default: false },
} as const satisfies FlagTable;
