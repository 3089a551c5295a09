import { onPath } from '#station/machine/on-path';
import { outputOf } from '../program/output-of';

/** What the firmware of a Raspberry Pi says of its power and heat: now, and ever since it was switched on. */
export interface Throttling {
  readonly underVoltage: boolean;
  readonly underVoltageEver: boolean;
  readonly throttled: boolean;
  readonly throttledEver: boolean;
}

/** Bits of `get_throttled` (Raspberry Pi documentation, `vcgencmd`): under-voltage and throttled, now and ever. */
const BITS = { underVoltage: 0, underVoltageEver: 16, throttled: 2, throttledEver: 18 } as const;

/** Reads `throttled=0x50005`; `undefined` for anything else. */
export function readThrottled(output: string): Throttling | undefined {
  const hex = /throttled=0x([0-9a-f]{1,8})\b/i.exec(output)?.[1];
  if (hex === undefined) return undefined;
  const bits = Number.parseInt(hex, 16);
  const isSet = (bit: number) => (bits & (1 << bit)) !== 0;
  return {
    underVoltage: isSet(BITS.underVoltage),
    underVoltageEver: isSet(BITS.underVoltageEver),
    throttled: isSet(BITS.throttled),
    throttledEver: isSet(BITS.throttledEver),
  };
}

/** Asks the firmware; `undefined` where there is none to ask. */
export async function throttling(env: NodeJS.ProcessEnv = process.env): Promise<Throttling | undefined> {
  const vcgencmd = onPath('vcgencmd', env);
  const output = vcgencmd && (await outputOf(vcgencmd, ['get_throttled']));
  return output === undefined ? undefined : readThrottled(output);
}
