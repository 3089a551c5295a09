import { text } from '../texts/text';
import { parseEndpoint } from './endpoint';
import { number, oneOf, parsed, toggle } from './flag';
import type { FlagTable } from './values';

/** The settings of `groundglass simulate msp`. */
export const SIMULATE_MSP_FLAGS = {
  udp: {
    kind: parsed('HOST:PORT', text('allowed.hostAndPort'), (value) => {
      const to = parseEndpoint(value);
      return to?.port ? to : undefined;
    }),
    description: 'simulateMsp.udp.about',
  },
  grid: { kind: oneOf('30x16', '50x18', '53x20', '60x22'), description: 'simulateMsp.grid.about', default: '53x20' },
  fps: { kind: number('N', 1, 60, false), description: 'simulateMsp.fps.about', default: 20 },
  noise: { kind: toggle, description: 'simulateMsp.noise.about', default: false },
} as const satisfies FlagTable;
