import { attitude } from './attitude/instrument';
import { body } from './body/instrument';
import { compass } from './compass/instrument';
import { cpu } from './cpu/instrument';
import { face } from './face/instrument';
import { fps } from './fps/instrument';
import { latency } from './latency/instrument';
import type { Instrument } from './shared/instrument';
import { telemetry } from './telemetry/instrument';

/**
 * Every instrument, in the order of its worth: where there is no room for all, the last ones go. The viewer's overlay and the
 * exports are made of it: adding one is its folder and a row.
 */
export const INSTRUMENTS = [
  latency,
  attitude,
  compass,
  telemetry,
  cpu,
  fps,
  face,
  body,
] as const satisfies readonly Instrument[];

export type InstrumentId = (typeof INSTRUMENTS)[number]['id'];
